package io.kbsync.core.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what other threads do, but not for ever. */
public final class Events {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Events() {}

  /** Until the latch is open. */
  public static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("nobody opened the latch within " + DEADLINE);
    }
  }

  /** Until the condition holds; for what tells nobody when it does. */
  public static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come true within " + DEADLINE);
      }
      Thread.yield();
    }
  }

  /** Until the thread waits for somebody. */
  public static void awaitWaiting(Thread thread) {
    await(
        () ->
            thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
  }

  /** Until the thread has ended. */
  public static void join(Thread thread) throws InterruptedException {
    thread.join(DEADLINE.toMillis());
    if (thread.isAlive()) {
      throw new AssertionError(thread.getName() + " did not end within " + DEADLINE);
    }
  }
}
