package io.kbsync.core.calls;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.CallLimits;
import io.kbsync.api.Calls;
import io.kbsync.api.FatalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Pace, pauses and budget of one connector's requests. Where the limits name an account, all
 * processes of this machine share its pace and its budget. Thread-safe.
 */
public final class PacedCalls implements Calls, AutoCloseable {

  /** Where DingTalk counts its months. */
  private static final ZoneId MONTHS = ZoneId.of("Asia/Shanghai");

  /** One in so many calls is kept for files that listings have found. */
  private static final long KEPT_PART = 50;

  private final CallLimits limits;
  private final Clock clock;
  private final Sleeper sleeper;
  private final @Nullable CallLedger ledger;
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private Instant pausedUntil = Instant.MIN;
  private Duration pause = Duration.ZERO;

  private PacedCalls(CallLimits limits, Clock clock, Sleeper sleeper, @Nullable CallLedger ledger) {
    this.limits = limits;
    this.clock = clock;
    this.sleeper = sleeper;
    this.ledger = ledger;
  }

  /** Opens the ledger, where the limits name an account. The caller closes it. */
  public static PacedCalls open(
      CallLimits limits, Path ledgerDirectory, Clock clock, Sleeper sleeper) throws IOException {
    String account = limits.account();
    CallLedger ledger =
        account == null ? null : CallLedger.open(ledgerDirectory, account, month(clock.instant()));
    return new PacedCalls(limits, clock, sleeper, ledger);
  }

  @Override
  public void await(ApiGroup group) throws FatalException, InterruptedException {
    do {
      waitOutPause();
      waitForTurn(group);
      // Who waited for a turn while a pause began does not go out in it.
    } while (!pauseLeft().isZero());
    if (group.counted()) {
      spend(group);
    }
    counts.computeIfAbsent(group.name(), name -> new AtomicLong()).incrementAndGet();
  }

  @Override
  public void throttled(ApiGroup group, @Nullable Duration retryAfter) {
    Pace pace = paces.get(group.name());
    if (pace != null) {
      synchronized (pace) {
        Instant slower = pace.throttled(clock.instant());
        if (ledger != null) {
          ledger.noTurnBefore(group.name(), slower);
        }
      }
    }
    if (retryAfter != null) {
      pause(retryAfter);
    }
  }

  /** No request goes out for this long. */
  public void pause(Duration duration) {
    Instant until = clock.instant().plus(duration);
    synchronized (this) {
      if (until.isAfter(pausedUntil)) {
        pause = duration;
        pausedUntil = until;
      }
    }
  }

  /** Requests since the last {@link #resetCounts}, by group. */
  public Map<String, Long> counts() {
    Map<String, Long> copy = new TreeMap<>();
    counts.forEach((name, count) -> copy.put(name, count.get()));
    return copy;
  }

  public void resetCounts() {
    counts.clear();
  }

  /** Counted requests of this month so far, by all processes; 0 where nothing is kept. */
  public long spentThisMonth() {
    return ledger == null ? 0 : ledger.spent(month(clock.instant()));
  }

  /** Counted requests a month; 0: no limit. */
  public long monthlyBudget() {
    return limits.perMonth();
  }

  @Override
  public void close() {
    if (ledger != null) {
      ledger.close();
    }
  }

  private void waitOutPause() throws InterruptedException {
    for (Duration left = pauseLeft(); !left.isZero(); left = pauseLeft()) {
      sleeper.sleep(left);
    }
  }

  private synchronized Duration pauseLeft() {
    Instant now = clock.instant();
    if (pausedUntil.isAfter(now.plus(pause))) {
      // The clock was set back: the pause is not longer for that.
      pausedUntil = now.plus(pause);
    }
    return now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO;
  }

  private void spend(ApiGroup group) throws FatalException {
    if (ledger == null) {
      return;
    }
    YearMonth month = month(clock.instant());
    long kept = group.listing() ? keptForFiles(limits.perMonth()) : 0;
    if (!ledger.spend(month, limits.perMonth() - kept)) {
      throw spent(month, kept);
    }
  }

  /** Of a month's calls, those that no listing may spend. */
  public static long keptForFiles(long budget) {
    return budget / KEPT_PART;
  }

  private FatalException spent(YearMonth month, long kept) {
    Instant renewal = month.plusMonths(1).atDay(1).atStartOfDay(MONTHS).toInstant();
    return FatalException.quota(
        "The "
            + limits.perMonth()
            + " calls a month of callBudget are spent"
            + (kept == 0 ? "" : ", but for the last " + kept + ", which are kept for downloads")
            + ". They renew on "
            + renewal.atZone(MONTHS).toLocalDate()
            + "; sync less often, or raise callBudget if your edition allows more.",
        renewal,
        null);
  }

  private void waitForTurn(ApiGroup group) throws InterruptedException {
    if (limits.perSecond() == 0) {
      return;
    }
    Instant begin = clock.instant();
    Pace pace = paces.computeIfAbsent(group.name(), name -> new Pace(limits.perSecond(), begin));
    Duration wait = turn(group, pace);
    do {
      if (!wait.isZero()) {
        sleeper.sleep(wait);
      }
      wait = room(group, pace);
    } while (!wait.isZero());
  }

  private Duration turn(ApiGroup group, Pace pace) {
    synchronized (pace) {
      Instant now = clock.instant();
      return sharedTurn(group, pace, now)
          .map(turn -> Duration.between(now, turn))
          .orElseGet(() -> pace.take(now));
    }
  }

  private Duration room(ApiGroup group, Pace pace) {
    synchronized (pace) {
      Instant now = clock.instant();
      Optional<Duration> shared =
          ledger == null ? Optional.empty() : ledger.room(group.name(), now, pace.most());
      return shared.orElseGet(() -> pace.room(now));
    }
  }

  /** The account's limit holds for all processes together. */
  private Optional<Instant> sharedTurn(ApiGroup group, Pace pace, Instant now) {
    return ledger == null ? Optional.empty() : ledger.turn(group.name(), now, pace.step(now));
  }

  private static YearMonth month(Instant now) {
    return YearMonth.from(now.atZone(MONTHS));
  }
}
