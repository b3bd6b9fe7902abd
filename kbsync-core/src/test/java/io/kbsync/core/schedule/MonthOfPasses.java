package io.kbsync.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.schedule.Schedule.Books;
import io.kbsync.core.schedule.Schedule.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Function;

/** A month of 31 days and 5,000 calls, from one renewal to the next. */
final class MonthOfPasses {

  static final long BUDGET = 5_000;
  static final Instant START = Instant.parse("2026-06-30T16:00:00Z");
  static final Instant RENEWAL = Instant.parse("2026-07-31T16:00:00Z");

  private MonthOfPasses() {}

  /**
   * Makes pass after pass, of any cost; it never stands still and never spends more than there is.
   *
   * @param downloads how many calls else are spent each day
   * @return how many passes there were
   */
  static long play(Random random, long downloads, Function<Books, Next> schedule) {
    long callsOfListing = 1 + random.nextInt(400);
    long callsOfLook = 1 + random.nextInt(3);
    long spent = 0;
    long passes = 0;
    Instant now = START;
    Instant last = START;
    Instant day = START;
    while (true) {
      Next next =
          schedule.apply(
              new Books(now, now, spent, last, 0, callsOfListing, callsOfLook, true, null));
      assertThat(next.at()).isAfter(now);
      now = next.at();
      if (!now.isBefore(RENEWAL)) {
        return passes;
      }
      spent += next.look() ? callsOfLook : callsOfListing;
      last = next.look() ? last : now;
      if (now.isAfter(day.plus(Duration.ofDays(1)))) {
        spent += downloads;
        day = now;
      }
      assertThat(spent).isLessThanOrEqualTo(BUDGET);
      passes++;
    }
  }
}
