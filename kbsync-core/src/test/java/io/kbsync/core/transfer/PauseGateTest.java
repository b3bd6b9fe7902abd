package io.kbsync.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.report.Tally;
import io.kbsync.core.state.JobState;
import io.kbsync.core.testing.Events;
import io.kbsync.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PauseGateTest {

  @TempDir Path folder;
  private final TestClock clock = TestClock.at("2026-07-14T09:00:00Z");
  private final List<SyncEvent> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final Abort abort = new Abort();
  private JobState state;
  private PauseGate gate;

  @BeforeEach
  void open() throws Exception {
    state = JobState.open(folder.resolve("job.db"));
    Tally tally =
        new Tally(
            event -> {
              events.add(event);
              waiting.countDown();
            });
    gate = new PauseGate(state.control(), clock, tally, abort);
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void work_passes_while_nobody_paused() throws Exception {
    gate.pass();

    assertThat(events).isEmpty();
  }

  @Test
  void work_waits_while_the_job_is_paused_and_says_so_once() throws Exception {
    state.control().pause(true);
    Thread worker = passing();
    Events.await(waiting);
    assertThat(worker.isAlive()).isTrue();

    state.control().pause(false);
    clock.advance(Duration.ofSeconds(1));

    Events.join(worker);
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            SyncEvent.Waiting.class, event -> assertThat(event.reason()).contains("KBSync resume"));
  }

  @Test
  void a_paused_run_can_be_ended() throws Exception {
    state.control().pause(true);
    Thread worker = passing();
    Events.await(waiting);

    abort.because(new FatalException(FatalException.Kind.QUOTA, "spent", null));

    Events.join(worker);
  }

  @Test
  void a_pause_is_noticed_within_a_second() throws Exception {
    gate.pass();
    state.control().pause(true);
    gate.pass();
    assertThat(events).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    Thread worker = passing();
    Events.await(waiting);
    abort.stop();
    Events.join(worker);
  }

  private Thread passing() {
    Thread thread =
        new Thread(
            () -> {
              try {
                gate.pass();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    thread.start();
    return thread;
  }
}
