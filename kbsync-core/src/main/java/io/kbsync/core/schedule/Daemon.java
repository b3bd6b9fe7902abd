package io.kbsync.core.schedule;

import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.state.Control.WholeListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes passes again and again, until it is stopped. */
public final class Daemon {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final SyncEngine engine;
  private final Schedule schedule;
  private final Clock clock;
  private final DaemonListener listener;
  private long callsOfListing;
  private long callsOfLook;
  private @Nullable Instant lastListing;
  private int failures;
  private boolean stopped;

  public Daemon(SyncEngine engine, Schedule schedule, Clock clock, DaemonListener listener) {
    this.engine = engine;
    this.schedule = schedule;
    this.clock = clock;
    this.listener = listener;
    this.callsOfListing = engine.lastWholeListing().map(WholeListing::calls).orElse(0L);
    this.lastListing = engine.lastWholeListing().map(WholeListing::began).orElse(null);
  }

  /**
   * Makes passes until {@link #stop}. A first pass that cannot go on ends it; later ones are tried
   * again at rising intervals.
   *
   * @param waitOutInterval whether a pass that ended not long ago, in another process, counts
   */
  public ExitCode run(boolean waitOutInterval) throws InterruptedException {
    boolean look = waitOutInterval && waitOutEarlierPass();
    for (boolean first = true; !isStopped(); first = false) {
      Instant next = schedule.next(books(clock.instant())).at();
      SyncReport report = engine.run(look ? RunOptions.look(next) : RunOptions.pass(next));
      boolean failed = report.fatalEnd().isPresent();
      if (report.stopped() || (first && failed)) {
        listener.lastPassEnded(report);
        return ExitCode.of(report);
      }
      failures = failed ? failures + 1 : 0;
      learnCost(report, first);
      Schedule.Next planned = announce(report, failed);
      look = planned.look();
      waitUntil(planned.at());
    }
    return ExitCode.INTERRUPTED;
  }

  /** From another thread: no further pass begins. A running one is stopped by the engine. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Returns whether the first pass is only to look. */
  private boolean waitOutEarlierPass() throws InterruptedException {
    Optional<Instant> ended = engine.lastRunEnded();
    if (ended.isEmpty()) {
      return false;
    }
    Schedule.Next due = schedule.next(books(ended.get()));
    if (due.at().isAfter(clock.instant())) {
      engine.nextRun(due.at());
      listener.waitsUntil(due.at());
      waitUntil(due.at());
    }
    return due.look();
  }

  private Schedule.Books books(Instant now) {
    return new Schedule.Books(
        now,
        engine.callsThisMonth(),
        lastListing,
        callsOfListing,
        Math.max(engine.callsOfLook(), callsOfLook),
        engine.canLook(),
        engine.longestBetweenListings().orElse(null));
  }

  private void learnCost(SyncReport report, boolean first) {
    if (report.counts().pages() > 0 && !report.look()) {
      callsOfListing = report.counts().pages();
    }
    if (report.look() && engine.longestBetweenListings().isPresent()) {
      // Such a look goes where changes are likely: only experience tells how many calls that takes.
      callsOfLook = report.counts().pages();
    }
    if (report.fatalEnd().isEmpty() && !report.look()) {
      lastListing = report.started();
    }
    if (first && schedule.asked() != null) {
      Schedule.Books books = books(clock.instant());
      schedule
          .exhaustedOn(books.now(), books.spent(), schedule.callsPerPass(books))
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

  private Schedule.Next announce(SyncReport report, boolean failed) {
    Instant now = clock.instant();
    Schedule.Next next = schedule.next(books(now));
    if (failed) {
      Instant retry = now.plus(schedule.afterFailure(failures, Duration.between(now, next.at())));
      Instant at = report.fatalEnd().flatMap(end -> Optional.ofNullable(end.until())).orElse(retry);
      next = new Schedule.Next(next.look(), at, "this pass could not go on");
    }
    engine.nextRun(next.at());
    listener.passEnded(report, next.at(), next.reason());
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
