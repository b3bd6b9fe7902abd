package io.kbsync.source.dingtalk;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Pauses in real time that end at once when they are cancelled. Thread-safe. */
final class CancellablePause implements Pause {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition cancelled = lock.newCondition();
  private long generation;

  @Override
  public void of(Duration length) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long begun = generation;
      long left = length.toNanos();
      while (left > 0 && begun == generation) {
        left = cancelled.awaitNanos(left);
      }
      if (begun != generation) {
        throw new InterruptedException("cancelled");
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      generation++;
      cancelled.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
