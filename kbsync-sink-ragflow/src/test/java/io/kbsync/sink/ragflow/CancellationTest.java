package io.kbsync.sink.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.testkit.http.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CancellationTest extends RagflowFixture {

  @Test
  void cancel_ends_an_upload_that_waits_for_its_answer() throws Exception {
    start(V0_27);
    ragflow.faults().on("documents.upload").inject(Fault.hang());
    CompletableFuture<Object> put = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                put.complete(sink.put(TestUpload.text("a.txt")));
              } catch (Throwable e) {
                put.completeExceptionally(e);
              }
            });
    thread.start();
    assertThat(ragflow.requests().await("documents.upload", 1, Duration.ofSeconds(10))).isTrue();
    sink.cancel();
    assertThatThrownBy(() -> put.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
  }
}
