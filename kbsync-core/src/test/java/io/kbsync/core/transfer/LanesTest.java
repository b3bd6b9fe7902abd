package io.kbsync.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.core.testing.Events;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanesTest {

  private static final int ROOM_OF_ONE_THREAD = 3;

  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> told = new AtomicReference<>();

  @Test
  void whoever_brings_work_to_a_full_lane_waits_for_room() throws Exception {
    try (Lanes lanes = new Lanes(Map.of("files", 1))) {
      fill(lanes);
      Thread submitter = submitting(lanes);
      Events.awaitWaiting(submitter);
      assertThat(done).hasValue(0);

      gate.countDown();
      Events.join(submitter);
      lanes.drain();

      assertThat(done).hasValue(ROOM_OF_ONE_THREAD + 1);
      assertThat(told).hasValue(null);
    }
  }

  @Test
  void no_lane_does_more_at_once_than_it_may() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Lanes lanes = new Lanes(Map.of("files", 3))) {
      for (int i = 0; i < 300; i++) {
        lanes.submit(
            "files",
            () -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              Thread.yield();
              running.decrementAndGet();
              done.incrementAndGet();
            });
      }
      lanes.drain();
    }
    assertThat(done).hasValue(300);
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void a_lane_that_stands_still_does_not_hold_up_another() throws Exception {
    try (Lanes lanes = new Lanes(Map.of("browser", 1, "files", 1))) {
      lanes.submit("browser", gate::await);
      CountDownLatch passed = new CountDownLatch(10);
      for (int i = 0; i < 10; i++) {
        lanes.submit("files", passed::countDown);
      }
      Events.await(passed);
      gate.countDown();
      lanes.drain();
    }
  }

  @Test
  void what_is_drained_includes_what_work_itself_brought() throws Exception {
    try (Lanes lanes = new Lanes(Map.of("first", 2, "second", 2))) {
      for (int i = 0; i < 20; i++) {
        lanes.submit("first", () -> lanes.submit("second", done::incrementAndGet));
      }
      lanes.drain();
      assertThat(done).hasValue(20);
    }
  }

  @Test
  void draining_idle_lanes_returns_at_once() throws Exception {
    try (Lanes lanes = new Lanes(Map.of("files", 1))) {
      lanes.drain();
      assertThat(done).hasValue(0);
    }
  }

  @Test
  void cancelling_interrupts_what_runs_drops_what_waits_and_frees_who_waits() throws Exception {
    Lanes lanes = new Lanes(Map.of("files", 1));
    fill(lanes);
    Thread submitter = submitting(lanes);
    Events.awaitWaiting(submitter);

    lanes.cancel();

    Events.join(submitter);
    lanes.drain();
    assertThat(told.get()).isInstanceOf(InterruptedException.class);
    assertThat(done).hasValue(0);
  }

  @Test
  void nothing_is_taken_after_the_end() {
    Lanes lanes = new Lanes(Map.of("files", 1));
    lanes.close();

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> lanes.submit("files", done::incrementAndGet))
          .isInstanceOf(InterruptedException.class);
    }
    assertThat(done).hasValue(0);
  }

  @Test
  void a_lane_that_nobody_declared_is_named() {
    try (Lanes lanes = new Lanes(Map.of("files", 1))) {
      assertThatThrownBy(() -> lanes.submit("browser", done::incrementAndGet))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'browser'")
          .hasMessageContaining("[files]");
    }
  }

  private void fill(Lanes lanes) throws InterruptedException {
    for (int i = 0; i < ROOM_OF_ONE_THREAD; i++) {
      lanes.submit("files", this::waitAtTheGate);
    }
  }

  private void waitAtTheGate() throws InterruptedException {
    gate.await();
    done.incrementAndGet();
  }

  private Thread submitting(Lanes lanes) {
    Thread thread =
        new Thread(
            () -> {
              try {
                lanes.submit("files", this::waitAtTheGate);
              } catch (InterruptedException e) {
                told.set(e);
              }
            });
    thread.start();
    return thread;
  }
}
