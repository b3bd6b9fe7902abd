package io.kbsync.core.transfer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.FileId;
import io.kbsync.core.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final FileId FILE = new FileId("f");

  private final Turns turns = new Turns();
  private final List<String> steps = new ArrayList<>();
  private final CountDownLatch began = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @Test
  void what_another_thread_settles_just_now_is_left_to_it() throws Exception {
    CompletableFuture<Void> other = another();

    boolean done = turns.aloneUnlessBusy(FILE, () -> steps.add("mine"));
    mayEnd.countDown();
    other.get(60, SECONDS);

    assertThat(done).isFalse();
    assertThat(steps).containsExactly("other");
    assertThat(turns.aloneUnlessBusy(FILE, () -> steps.add("mine"))).isTrue();
  }

  @Test
  void a_step_waits_until_the_other_one_is_through() throws Exception {
    CompletableFuture<Void> other = another();
    Thread mine = new Thread(() -> alone(() -> steps.add("mine")), "mine");
    mine.start();

    Events.awaitWaiting(mine);
    mayEnd.countDown();
    other.get(60, SECONDS);
    Events.join(mine);

    assertThat(steps).containsExactly("other", "mine");
  }

  private CompletableFuture<Void> another() throws InterruptedException {
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () ->
                alone(
                    () -> {
                      began.countDown();
                      assertThat(mayEnd.await(60, SECONDS)).isTrue();
                      steps.add("other");
                    }));
    assertThat(began.await(60, SECONDS)).isTrue();
    return other;
  }

  private void alone(Guarded.Step step) {
    try {
      turns.alone(FILE, step);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
