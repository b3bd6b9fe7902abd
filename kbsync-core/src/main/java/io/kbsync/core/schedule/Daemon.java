package io.kbsync.core.schedule;

import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.state.Control;
import io.kbsync.core.state.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes passes again and again, until it is stopped. */
public final class Daemon {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Less is what keeps a clock right. */
  private static final Duration SET_BACK = Duration.ofMinutes(5);

  /** No interval that counts from here is still to be waited out. */
  private static final Instant LONG_AGO = Instant.EPOCH;

  private final SyncEngine engine;
  private final Schedule schedule;
  private final Clock clock;
  private final DaemonListener listener;
  private final ChangeWatch watch;
  private final Semaphore news = new Semaphore(0);
  private long callsOfLook;
  private int failures;
  private Schedule.@Nullable Next announced;
  private Instant seen = LONG_AGO;
  private volatile boolean stopped;

  public Daemon(SyncEngine engine, Schedule schedule, Clock clock, DaemonListener listener) {
    this(engine, schedule, clock, listener, new Random());
  }

  /**
   * @param random spreads what many programs would do at the same moment
   */
  Daemon(
      SyncEngine engine,
      Schedule schedule,
      Clock clock,
      DaemonListener listener,
      RandomGenerator random) {
    this.watch = new ChangeWatch(engine::changes, clock, random, this::wake);
    this.engine = engine;
    this.schedule = schedule;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Makes passes until {@link #stop}. A first pass that cannot go on ends it, and so does any that
   * finds the job's state damaged; other ones are tried again at rising intervals. Where the source
   * tells of changes, looks come with them.
   *
   * @param waitOutInterval whether a pass that ended not long ago, in another process, counts: one
   *     that was done is waited out, one that could not go on is tried again as it would be here,
   *     and one that was stopped is made up for at once
   */
  public ExitCode run(boolean waitOutInterval) throws InterruptedException {
    try (watch) {
      return passes(waitOutInterval);
    }
  }

  private ExitCode passes(boolean waitOutInterval) throws InterruptedException {
    boolean look = waitOutInterval && waitOutEarlierPass();
    for (boolean first = true; !stopped; first = false) {
      Instant next = schedule.next(books(clock.instant())).at();
      watch.passBegins();
      SyncReport report = engine.run(look ? RunOptions.look(next) : RunOptions.pass(next));
      boolean failed = report.fatalEnd().isPresent();
      if (report.stopped() || (first && failed) || engine.isStateDamaged()) {
        listener.lastPassEnded(report);
        return ExitCode.of(report);
      }
      failures = failed ? failures + 1 : 0;
      watch.passEnded(report.counts().stored() + report.counts().replaced() > 0);
      learnCost(report, first);
      Supplier<Plan> planning =
          failed ? () -> Plan.only(retry(report)) : () -> plan(report.started());
      look = await(announce(report, planning), planning);
    }
    return ExitCode.INTERRUPTED;
  }

  /** From another thread: no further pass begins. A running one is stopped by the engine. */
  public void stop() {
    stopped = true;
    wake();
  }

  /** Returns whether the first pass is only to look. */
  private boolean waitOutEarlierPass() throws InterruptedException {
    Optional<Runs.PastRun> last = engine.lastRun();
    if (last.isEmpty()) {
      return false;
    }
    Plan plan = planAfter(last.get());
    if (!plan.untold().at().isAfter(clock.instant())) {
      return plan.untold().look();
    }
    announced = plan.untold();
    engine.nextRun(plan.untold().at());
    listener.waitsUntil(plan.untold().at(), plan.untold().reason());
    return await(plan, () -> planAfter(last.get()));
  }

  private Plan planAfter(Runs.PastRun run) {
    return switch (run.outcome()) {
      case DONE -> plan(run.began());
      case STOPPED -> plan(LONG_AGO);
      case FAILED -> Plan.only(schedule.nextAfterFailure(books(run.ended()), 1));
    };
  }

  private Plan plan(Instant passBegan) {
    Schedule.Books books = books(passBegan);
    return new Plan(
        schedule.next(books),
        schedule.nextWhileTold(books),
        schedule.betweenToldLooks(books).map(passBegan::plus).orElse(null));
  }

  private Schedule.Books books(Instant passBegan) {
    Control.Listings listings = engine.listings();
    seen = clock.instant();
    return new Schedule.Books(
        passBegan,
        seen,
        engine.callsThisMonth(),
        listings.last(),
        listings.cutShort(),
        listings.calls(),
        Math.max(engine.callsOfLook(), callsOfLook),
        engine.canLook(),
        engine.longestBetweenListings().orElse(null));
  }

  private void learnCost(SyncReport report, boolean first) {
    if (report.look() && engine.longestBetweenListings().isPresent()) {
      // Such a look goes where changes are likely: only experience tells how many calls that takes.
      callsOfLook = report.counts().pages();
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

  private Plan announce(SyncReport report, Supplier<Plan> planning) {
    Plan plan = planning.get();
    Schedule.Next next = plan.next(watch.tellsAll(), watch.dueSince());
    announced = next;
    engine.nextRun(next.at());
    listener.passEnded(report, next.at(), next.reason());
    return plan;
  }

  private Schedule.Next retry(SyncReport report) {
    Schedule.Next next = schedule.nextAfterFailure(books(clock.instant()), failures);
    return report
        .fatalEnd()
        .flatMap(end -> Optional.ofNullable(end.until()))
        .map(until -> new Schedule.Next(next.look(), until, "this pass could not go on"))
        .orElse(next);
  }

  /**
   * Returns, when the next pass is due or none will be, whether it is only to look.
   *
   * @param anew plans once more: on a clock that was set back, the plan lies too far ahead
   */
  private boolean await(Plan planned, Supplier<Plan> anew) throws InterruptedException {
    if (engine.canLook()) {
      watch.begin();
    }
    Plan plan = planned;
    while (true) {
      plan = clockWasSetBack() ? anew.get() : plan;
      Schedule.Next next = plan.next(watch.tellsAll(), watch.dueSince());
      if (!next.equals(announced)) {
        engine.nextRun(next.at());
        listener.nextPassMoved(next.at(), next.reason());
        announced = next;
      }
      if (stopped || !clock.instant().isBefore(next.at())) {
        return next.look();
      }
      pause();
    }
  }

  /** Whether it was set back since it was looked at last. */
  private boolean clockWasSetBack() {
    Instant before = seen;
    seen = clock.instant();
    return seen.isBefore(before.minus(SET_BACK));
  }

  /** Until there is news, or the clock is to be looked at again. */
  private void pause() throws InterruptedException {
    if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }

  /** Something is known now that may move the next pass. */
  void wake() {
    news.release();
  }
}
