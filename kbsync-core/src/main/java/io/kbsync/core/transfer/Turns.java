package io.kbsync.core.transfer;

import com.google.common.util.concurrent.Striped;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.FileId;
import java.util.concurrent.locks.Lock;

/**
 * Lets the steps that settle which document of a file stays, and under which name, come one after
 * the other. Thread-safe.
 */
final class Turns {

  private static final int STRIPES = 1_024;

  private final Striped<Lock> locks = Striped.lazyWeakLock(STRIPES);

  /** Waits for its turn. The step must look at the state anew, and not wait for another file. */
  void alone(FileId file, Guarded.Step step) throws ConnectorException, InterruptedException {
    Lock turn = locks.get(file);
    turn.lockInterruptibly();
    try {
      step.run();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Does the work unless another step of the file runs.
   *
   * @return whether it was done
   */
  boolean aloneUnlessBusy(FileId file, Runnable work) {
    Lock turn = locks.get(file);
    if (!turn.tryLock()) {
      return false;
    }
    try {
      work.run();
      return true;
    } finally {
      turn.unlock();
    }
  }
}
