package io.kbsync.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.kbsync.core.JobControl;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.schedule.Daemon;
import io.kbsync.core.schedule.DaemonListener;
import io.kbsync.core.schedule.Schedule;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that DingTalk tells of changes, over real connections. Time jumps to the next pass, and
 * only when a test lets it.
 */
@Timeout(180)
class ToldChangesTest {

  private static final int FILES = 60;

  @TempDir Path folder;

  private final List<Entry> files = new ArrayList<>();
  private final BlockingQueue<Next> passes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Next> moves = new LinkedBlockingQueue<>();
  private Playground play;
  private SyncEngine engine;
  private Daemon daemon;
  private CompletableFuture<ExitCode> end;

  /** What comes next, as it was said after a pass or later. */
  private record Next(Instant at, String reason) {

    Duration after(Instant moment) {
      return Duration.between(moment, at);
    }
  }

  @BeforeEach
  void aRunningJob() throws Exception {
    play = new Playground(folder).firstLook(Duration.ofMillis(1));
    play.set("dingDingRoot", "Team").set("callBudget", "5000").set("dingDingEvents", "true");
    DriveSpace space = play.dingTalk.world().addSpace("Team");
    for (int i = 0; i < FILES; i++) {
      files.add(space.root().addFile(i + ".md", "Text " + i));
    }
    engine = play.engine();
    daemon = new Daemon(engine, new Schedule(null, 5_000), play.clock, new Told());
    end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return daemon.run(true);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(next(passes).reason()).startsWith("a quick look every 20m");
    play.dingTalk.stream().awaitSubscription(space.id());
    play.afterwards();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.stop();
    assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    play.dingTalk.stream().awaitConnections(0);
    engine.close();
    play.close();
  }

  private static Next next(BlockingQueue<Next> queue) throws InterruptedException {
    Next next = queue.poll(60, TimeUnit.SECONDS);
    assertThat(next).as("nothing happened").isNotNull();
    return next;
  }

  private static String sha256(String text) {
    return Hashing.sha256().hashString(text, UTF_8).toString();
  }

  private void turnTo(Next next) {
    play.clock.jump(next.after(play.clock.instant()).plusMillis(1));
  }

  /** Lets the look come that a told change brings. */
  private Next lookAtToldChange() throws InterruptedException {
    Next look = next(moves);
    assertThat(look.reason()).contains("told of");
    turnTo(look);
    return next(passes);
  }

  @Test
  void an_edit_arrives_by_the_look_that_its_event_brings_and_no_other_look_is_made()
      throws Exception {
    files.get(7).edit("Edited");

    Next look = next(moves);
    try (JobControl control = JobControl.open(play.config())) {
      assertThat(control.status().nextRunAt()).contains(look.at());
    }
    assertThat(look.after(play.clock.instant())).isLessThan(Duration.ofMinutes(6));
    turnTo(look);
    Next listing = next(passes);

    assertThat(play.document("7.md").searchable()).isTrue();
    assertThat(play.document("7.md").sha256()).isEqualTo(sha256("Edited"));
    assertThat(listing.reason()).startsWith("a full listing in");
    assertThat(listing.after(play.clock.instant())).isGreaterThan(Duration.ofHours(1));
    assertThat(play.dingTalk.requests().count("dentries.listAll")).isEqualTo(1);
    assertThat(play.dingTalk.callsCounted()).as("the look and the link").isEqualTo(2);
  }

  @Test
  void a_connection_that_is_lost_for_good_brings_the_planned_looks_back() throws Exception {
    files.get(7).edit("Edited");
    lookAtToldChange();
    play.dingTalk.faults().on("stream.open").inject(Fault.status(503));

    play.dingTalk.stream().cutConnections();
    Next look = next(moves);
    files.get(8).edit("Unheard");
    turnTo(look);
    next(passes);

    assertThat(look.reason()).startsWith("a quick look every 20m");
    assertThat(play.document("8.md").sha256()).isEqualTo(sha256("Unheard"));
    play.dingTalk.faults().clear();
  }

  @Test
  void a_deleted_file_goes_by_the_full_listing_and_never_because_of_its_event() throws Exception {
    files.get(7).delete();

    Next another = lookAtToldChange();

    turnTo(another);
    Next listing = next(passes);
    assertThat(play.names()).contains("7.md");
    assertThat(play.dingTalk.requests().count("dentries.batch")).isZero();
    turnTo(listing);
    next(passes);
    assertThat(play.names()).doesNotContain("7.md").hasSize(FILES - 1);
  }

  private final class Told implements DaemonListener {

    @Override
    public void passEnded(SyncReport report, Instant next, String reason) {
      assertThat(report.fatalEnd()).isEmpty();
      assertThat(report.failed().entries()).isEmpty();
      passes.add(new Next(next, reason));
    }

    @Override
    public void nextPassMoved(Instant next, String reason) {
      moves.add(new Next(next, reason));
    }

    @Override
    public void waitsUntil(Instant next, String reason) {}

    @Override
    public void warning(String text) {
      throw new AssertionError(text);
    }
  }
}
