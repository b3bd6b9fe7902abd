package io.kbsync.core.schedule;

import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes passes again and again, until it is stopped. */
public final class Daemon {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final SyncEngine engine;
  private final Schedule schedule;
  private final Clock clock;
  private final DaemonListener listener;
  private long callsPerPass;
  private int failures;
  private boolean stopped;

  public Daemon(SyncEngine engine, Schedule schedule, Clock clock, DaemonListener listener) {
    this.engine = engine;
    this.schedule = schedule;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Makes passes until {@link #stop}. Those that cannot go on are tried again at rising intervals;
   * a first one ends it, unless nobody watches and its reason may pass by itself.
   *
   * @param unwatched nobody sits in front of it: a pass that ended not long ago, in another
   *     process, counts
   */
  public ExitCode run(boolean unwatched) throws InterruptedException {
    if (unwatched) {
      waitOutEarlierPass();
    }
    for (boolean first = true; !isStopped(); first = false) {
      Duration length = schedule.interval(callsPerPass).length();
      SyncReport report = engine.run(RunOptions.pass(clock.instant().plus(length)));
      boolean failed = report.fatalEnd().isPresent();
      boolean waits =
          unwatched && report.fatalEnd().filter(end -> end.kind().mayPass()).isPresent();
      if (report.stopped() || (first && failed && !waits)) {
        listener.lastPassEnded(report);
        return ExitCode.of(report);
      }
      failures = failed ? failures + 1 : 0;
      learnCost(report, first);
      Instant next = announce(report, failed);
      waitUntil(next);
    }
    return ExitCode.INTERRUPTED;
  }

  /** From another thread: no further pass begins. A running one is stopped by the engine. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  private void waitOutEarlierPass() throws InterruptedException {
    Optional<Instant> ended = engine.lastRunEnded();
    if (ended.isPresent()) {
      Instant due = ended.get().plus(schedule.interval(callsPerPass).length());
      if (due.isAfter(clock.instant())) {
        engine.nextRun(due);
        listener.waitsUntil(due);
        waitUntil(due);
      }
    }
  }

  private void learnCost(SyncReport report, boolean first) {
    if (report.counts().pages() > 0) {
      callsPerPass = report.counts().pages();
    }
    if (first && schedule.asked() != null) {
      schedule
          .exhaustedOn(clock.instant(), engine.callsThisMonth(), callsPerPass)
          .ifPresent(
              day ->
                  listener.warning(
                      "At this interval the "
                          + schedule.budget()
                          + " calls of this month end on "
                          + day
                          + "; syncing stops there until the month ends. Sync less often, or leave"
                          + " syncInterval out."));
    }
  }

  private Instant announce(SyncReport report, boolean failed) {
    Schedule.Interval interval = schedule.interval(callsPerPass);
    Instant now = clock.instant();
    Instant next = now.plus(interval.length());
    String reason = interval.reason();
    if (failed) {
      Instant retry = now.plus(schedule.afterFailure(failures, interval.length()));
      next = report.fatalEnd().flatMap(fatal -> Optional.ofNullable(fatal.until())).orElse(retry);
      reason = "this pass could not go on";
    }
    engine.nextRun(next);
    listener.passEnded(report, next, reason);
    return next;
  }

  private synchronized void waitUntil(Instant next) throws InterruptedException {
    while (!stopped && clock.instant().isBefore(next)) {
      wait(LOOK.toMillis());
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }
}
