package io.kbsync.core.transfer;

import io.kbsync.api.FatalException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a run still goes on, and why not. Thread-safe. */
public final class Abort {

  private final AtomicReference<FatalException> fatal = new AtomicReference<>();
  private volatile boolean stopped;

  /** The job cannot go on; the first reason counts. */
  public void because(FatalException reason) {
    fatal.compareAndSet(null, reason);
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
