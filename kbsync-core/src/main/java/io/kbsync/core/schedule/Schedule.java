package io.kbsync.core.schedule;

import io.kbsync.core.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait between two passes. Pure.
 *
 * @param asked what the configuration or command line asks for; null: as often as the budget allows
 * @param budget counted calls a month; 0: no limit
 */
public record Schedule(@Nullable Duration asked, long budget) {

  private static final Duration SHORTEST_BY_ITSELF = Duration.ofHours(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);
  private static final ZoneId MONTHS = ZoneId.of("Asia/Shanghai");

  /** An interval and the reason for it, for people. */
  public record Interval(Duration length, String reason) {}

  /**
   * The interval between passes of which each costs {@code callsPerPass} for its listing. Without a
   * wish, listings get half of the budget: the other half is for the files themselves.
   */
  public Interval interval(long callsPerPass) {
    if (asked != null) {
      return new Interval(asked, "every " + Durations.text(asked) + ", as asked");
    }
    if (budget == 0 || callsPerPass == 0) {
      return new Interval(SHORTEST_BY_ITSELF, "every hour");
    }
    long passes = Math.max(1, budget / 2 / callsPerPass);
    Duration affordable = Duration.ofSeconds(MONTH.toSeconds() / passes);
    if (affordable.compareTo(SHORTEST_BY_ITSELF) <= 0) {
      return new Interval(
          SHORTEST_BY_ITSELF,
          "every hour: about "
              + callsPerPass * MONTH.toHours()
              + " of "
              + budget
              + " calls a month go into listings");
    }
    return new Interval(
        affordable,
        "every "
            + Durations.text(Duration.ofMinutes(affordable.toMinutes()))
            + ": a listing costs "
            + callsPerPass
            + " calls, and half of the "
            + budget
            + " calls a month are for listings");
  }

  /** The day on which the month's calls end at this pace; empty when they last. */
  public Optional<LocalDate> exhaustedOn(Instant now, long spent, long callsPerPass) {
    if (budget == 0 || callsPerPass == 0) {
      return Optional.empty();
    }
    long passes = Math.max(0, budget - spent) / callsPerPass;
    Instant end = now.plus(interval(callsPerPass).length().multipliedBy(passes));
    Instant renewal =
        YearMonth.from(now.atZone(MONTHS)).plusMonths(1).atDay(1).atStartOfDay(MONTHS).toInstant();
    return end.isBefore(renewal) ? Optional.of(end.atZone(MONTHS).toLocalDate()) : Optional.empty();
  }

  /** How long to wait after the n-th failing pass in a row; n from 1. */
  public Duration afterFailure(int failures, Duration interval) {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
    Duration longest = interval.compareTo(LONGEST_RETRY) < 0 ? interval : LONGEST_RETRY;
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
