package io.kbsync.core.transfer;

import io.kbsync.api.FatalException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a run still goes on, and why not. Thread-safe. */
public final class Abort {

  private final AtomicReference<FatalException> fatal = new AtomicReference<>();
  private final AtomicReference<FatalException> callsSpent = new AtomicReference<>();
  private volatile boolean stopped;

  /** The job cannot go on; the first reason counts. */
  public void because(FatalException reason) {
    fatal.compareAndSet(null, reason);
  }

  /**
   * The source gives no more. Where only its calls are spent, what came from it is still finished:
   * that costs none of them.
   */
  public void bySource(FatalException reason) {
    if (reason.kind() == FatalException.Kind.QUOTA) {
      callsSpent.compareAndSet(null, reason);
    } else {
      because(reason);
    }
  }

  /** Why nothing more is asked of the source in this run, while the rest goes on. */
  public Optional<FatalException> callsSpent() {
    return Optional.ofNullable(callsSpent.get());
  }

  /** A person stopped the run. */
  public void stop() {
    stopped = true;
  }

  public boolean isStopped() {
    return stopped;
  }

  /** Whether nothing new may start. */
  public boolean isOn() {
    return stopped || fatal.get() != null;
  }

  /** Why the job cannot go on. */
  public Optional<FatalException> reason() {
    return Optional.ofNullable(fatal.get());
  }
}
