package io.kbsync.source.dingtalk;

import java.time.Duration;

/** Waits between two looks at the same thing. Thread-safe. */
@FunctionalInterface
interface Pause {

  /**
   * Returns when the time is over.
   *
   * @throws InterruptedException when this thread was interrupted, or everything cancelled
   */
  void of(Duration length) throws InterruptedException;

  /** Ends the pauses of now, from another thread; later ones are not affected. */
  default void cancel() {}
}
