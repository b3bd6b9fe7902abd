package io.kbsync.core.transfer;

import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.report.Tally;
import io.kbsync.core.state.Control;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets work pass unless a person has paused the job. What has passed goes on to its end. Whoever
 * comes here must hold nothing that others wait for. Looks into the state at most once a second.
 * Thread-safe.
 */
public final class PauseGate {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Control control;
  private final Clock clock;
  private final Tally tally;
  private final Abort abort;
  private Instant looked = Instant.MIN;
  private boolean paused;

  public PauseGate(Control control, Clock clock, Tally tally, Abort abort) {
    this.control = control;
    this.clock = clock;
    this.tally = tally;
    this.abort = abort;
  }

  /** Waits while the job is paused. */
  public synchronized void pass() throws InterruptedException {
    boolean told = false;
    while (isPaused() && !abort.isOn()) {
      if (!told) {
        tally.on(new SyncEvent.Waiting("the job is paused; KBSync resume lets it go on"));
        told = true;
      }
      wait(LOOK.toMillis());
    }
  }

  private boolean isPaused() {
    Instant now = clock.instant();
    if (!now.isBefore(looked.plus(LOOK)) || now.isBefore(looked)) {
      looked = now;
      paused = control.isPaused();
    }
    return paused;
  }
}
