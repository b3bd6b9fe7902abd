package io.kbsync.source.dingtalk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Source;
import io.kbsync.http.HttpSettings;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.http.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellationTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Simulated simulated = new Simulated();
  private final DriveSpace space = simulated.dingTalk.world().addSpace("Files");
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() throws Exception {
    thread.shutdownNow();
    simulated.close();
  }

  @Test
  void a_call_without_an_answer_ends_soon_and_later_calls_go_through() throws Exception {
    space.root().addFile("a.txt", "a");
    Source source = simulated.source();
    simulated.dingTalk.faults().on("dentries.list").next(1).inject(Fault.hang());
    Future<?> listing = thread.submit(() -> simulated.list(space));
    assertThat(simulated.dingTalk.requests().await("dentries.list", 1, DEADLINE)).isTrue();
    source.cancel();
    assertInterrupted(listing);
    assertThat(simulated.list(space).names()).containsExactly("a.txt");
  }

  @Test
  void a_download_that_drips_ends_soon() throws Exception {
    space.root().addFile("big.bin", new byte[1 << 20]);
    RemoteFile file = simulated.list(space).file("big.bin");
    simulated.dingTalk.faults().on("download").inject(Fault.drip(1000, Duration.ofMillis(100)));
    try (RemoteContent content = simulated.source().fetch(file, Rendition.ORIGINAL)) {
      assertThat(content.stream().read()).isZero();
      Future<byte[]> reading = thread.submit(content.stream()::readAllBytes);
      simulated.source().cancel();
      assertThatThrownBy(() -> reading.get(20, SECONDS)).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void waiting_for_an_export_ends_soon() throws Exception {
    space.root().addDocument("Guide");
    RemoteFile document = simulated.list(space).file("Guide.adoc");
    simulated.dingTalk.quirks().exportPolls(1000);
    try (Source patient =
        DingTalkSource.connect(
            DingTalkSettings.of(simulated.config()),
            HttpSettings.builder().build(),
            simulated.context(),
            new CancellablePause())) {
      Callable<RemoteContent> fetch = () -> patient.fetch(document, OnlineDocuments.DOCX);
      Future<RemoteContent> fetching = thread.submit(fetch);
      assertThat(simulated.dingTalk.requests().await("export.submit", 1, DEADLINE)).isTrue();
      while (!fetching.isDone()) {
        patient.cancel(); // again and again: the fetch may not have begun to wait
        Thread.onSpinWait();
      }
      assertInterrupted(fetching);
    }
  }

  @Test
  void a_closed_source_answers_nothing_more() throws Exception {
    Source source = simulated.connect();
    source.close();
    assertThatThrownBy(() -> source.scopes(source.scopes(Optional.empty()).stream().findFirst()))
        .isInstanceOf(Exception.class);
  }

  private static void assertInterrupted(Future<?> call) {
    assertThatThrownBy(() -> call.get(20, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }
}
