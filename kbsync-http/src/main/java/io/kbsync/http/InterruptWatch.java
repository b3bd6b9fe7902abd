package io.kbsync.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks ten times a second whether a thread with a call was interrupted: one that waits at a socket
 * does not notice. Its own thread is there only while there are calls. Thread-safe.
 */
final class InterruptWatch {

  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(100);

  /** Calls that follow one another closely find the thread still there. */
  private static final int LOOKS_AT_NOTHING = 20;

  private final BooleanSupplier look;
  private final AtomicReference<@Nullable Thread> watchman = new AtomicReference<>();

  /**
   * @param look what is done each time; whether there is anything to look at
   */
  InterruptWatch(BooleanSupplier look) {
    this.look = look;
  }

  /** Called after something is there to be looked at. */
  void wake() {
    if (watchman.get() == null) {
      Thread thread = new Thread(this::watch, "http-interrupts");
      thread.setDaemon(true);
      if (watchman.compareAndSet(null, thread)) {
        thread.start();
      }
    }
  }

  private void watch() {
    int idle = 0;
    while (idle < LOOKS_AT_NOTHING) {
      idle = look.getAsBoolean() ? 0 : idle + 1;
      LockSupport.parkNanos(BETWEEN);
    }
    watchman.set(null);
    if (look.getAsBoolean()) {
      wake(); // a call began between the last look and the farewell
    }
  }
}
