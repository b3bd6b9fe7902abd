package io.kbsync.core.schedule;

import static io.kbsync.core.schedule.MonthOfPasses.BUDGET;
import static io.kbsync.core.schedule.MonthOfPasses.RENEWAL;
import static io.kbsync.core.schedule.MonthOfPasses.START;
import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.schedule.Schedule.Books;
import io.kbsync.core.schedule.Schedule.Next;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a full listing that proved nothing is made again. */
class ScheduleAfterCutShortTest {

  private static final int FOLDERS = 612;

  private final Schedule schedule = new Schedule(null, BUDGET);

  private static Books walked(Instant now, long spent, int cutShort) {
    return new Books(now, now, spent, now, cutShort, FOLDERS, 1, false, null);
  }

  private static Books looked(Instant now, Instant lastListing, int cutShort) {
    return new Books(now, now, 0, lastListing, cutShort, 212, 1, true, null);
  }

  @Test
  void a_walk_that_was_cut_short_is_made_again_sooner_but_each_time_later() {
    Duration whole = schedule.interval(FOLDERS).length();

    for (int cutShort = 1; cutShort <= 10; cutShort++) {
      Duration wait = whole.dividedBy(cutShort < 4 ? 16 >> cutShort : 1);
      Next next = schedule.next(walked(START, 0, cutShort));
      assertThat(next.at()).as("%s", cutShort).isEqualTo(START.plus(wait));
    }
    assertThat(schedule.next(walked(START, 0, 1)).reason()).contains("cut short", "0 of 5000");
  }

  @Test
  void who_asks_for_an_interval_gets_it_then_too() {
    Schedule daily = new Schedule(Duration.ofDays(1), BUDGET);

    assertThat(daily.next(walked(START, 0, 1)).at()).isEqualTo(START.plus(Duration.ofDays(1)));
  }

  @Test
  void looks_go_on_until_the_listing_that_was_cut_short_is_tried_again() {
    assertThat(schedule.next(looked(START, START, 1)).look()).isTrue();
    Instant halfADay = START.plus(Duration.ofHours(12));

    assertThat(schedule.next(looked(halfADay, START, 0)).look()).isTrue();
    assertThat(schedule.next(looked(halfADay, START, 1)).look()).isFalse();
    assertThat(schedule.next(looked(halfADay, START, 2)).look()).isTrue();
  }

  @Test
  void listings_that_are_always_cut_short_take_hardly_more_than_the_half_that_listings_have() {
    forAll(
        500,
        random -> {
          long cost = 1 + random.nextInt(800);
          long spent = 0;
          int cutShort = 0;
          for (Instant now = START; now.isBefore(RENEWAL); cutShort++) {
            spent += cost;
            Books books = new Books(now, now, spent, now, cutShort + 1, cost, 1, false, null);
            Instant next = schedule.next(books).at();
            assertThat(next).isAfter(now);
            now = next;
          }
          // A month has a day more than intervals are made for.
          assertThat(spent).isLessThanOrEqualTo(BUDGET / 2 * 31 / 30 + 5 * cost);
        });
  }
}
