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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleWithLooksTest {

  private static final Duration LOOK = Duration.ofMinutes(20);
  private final Schedule schedule = new Schedule(null, BUDGET);

  private static Books books(
      Instant now, long spent, @Nullable Instant lastListing, long callsOfListing) {
    return new Books(now, now, spent, lastListing, 0, callsOfListing, 1, true, null);
  }

  @Test
  void looks_come_every_twenty_minutes_where_the_calls_allow_it() {
    Next next = schedule.next(books(START, 0, START, 22));

    assertThat(next.look()).isTrue();
    assertThat(next.at()).isEqualTo(START.plus(LOOK));
    assertThat(next.reason()).contains("quick look every 20m", "full listing in", "0 of 5000");
  }

  @Test
  void a_full_listing_comes_at_least_once_a_day() {
    Instant now = START.plus(Duration.ofMinutes(23 * 60 - 10));

    Next next = schedule.next(books(now, 100, START, 22));

    assertThat(next.look()).isFalse();
    assertThat(next.at()).isBefore(START.plus(Duration.ofDays(1)));
    assertThat(next.reason()).contains("22 calls");
  }

  @Test
  void a_listing_that_costs_hardly_more_than_a_look_comes_more_often() {
    Instant now = START.plus(Duration.ofHours(3));

    assertThat(schedule.next(books(now, 100, START, 1)).look()).isFalse();
    assertThat(schedule.next(books(now, 100, START, 22)).look()).isTrue();
  }

  @Test
  void a_listing_that_was_cut_short_is_not_tried_again_at_once() {
    Instant now = START.plus(Duration.ofDays(3));

    Next next = schedule.next(books(now, 100, START, 22));

    assertThat(next.look()).isFalse();
    assertThat(next.at()).isAfterOrEqualTo(now.plus(LOOK));
  }

  @Test
  void the_fewer_calls_are_left_the_rarer_looks_become() {
    Instant middle = START.plus(Duration.ofDays(15));
    Duration before = Duration.ZERO;
    for (long spent = 2_000; spent <= 4_000; spent += 100) {
      Next next = schedule.next(books(middle, spent, middle, 22));
      Duration length = Duration.between(middle, next.at());
      assertThat(length).isGreaterThanOrEqualTo(before);
      before = length;
    }
    assertThat(before).isGreaterThan(Duration.ofHours(10));
  }

  @Test
  void without_calls_left_the_job_waits_for_them_instead_of_running_into_the_wall() {
    Instant now = START.plus(Duration.ofDays(20));

    for (long spent : new long[] {4_900, 4_950, 5_000, 6_000}) {
      Next next = schedule.next(books(now, spent, START, 22));
      assertThat(next.at()).isEqualTo(RENEWAL);
      assertThat(next.reason()).contains(spent + " of 5000", "kept for downloads");
    }
    Books noLooks = new Books(now, now, 4_890, START, 0, 22, 1, false, null);
    assertThat(schedule.next(noLooks).at()).isEqualTo(RENEWAL);
  }

  @Test
  void a_space_too_large_for_daily_listings_still_has_its_looks() {
    Next next = schedule.next(books(START, 0, START, 205));

    assertThat(next.look()).isTrue();
    assertThat(Duration.between(START, next.at())).isLessThan(Duration.ofMinutes(45));
    Next afterAHugeListing = schedule.next(books(START, 2_120, START, 2_120));
    assertThat(afterAHugeListing.look()).isTrue();
    Instant nextDay = START.plus(Duration.ofHours(24));
    assertThat(schedule.next(books(nextDay, 2_200, START, 2_120)).look()).isTrue();
  }

  @Test
  void who_asks_for_an_interval_gets_it_with_looks_between_daily_listings() {
    Schedule asked = new Schedule(Duration.ofMinutes(30), BUDGET);

    Next early = asked.next(books(START, 0, START, 22));
    Next late = asked.next(books(START.plus(Duration.ofHours(23)), 0, START, 22));

    assertThat(early.look()).isTrue();
    assertThat(early.at()).isEqualTo(START.plus(Duration.ofMinutes(30)));
    assertThat(early.reason()).contains("as asked");
    assertThat(late.look()).isFalse();
    assertThat(asked.callsPerPass(books(START, 0, START, 22))).isEqualTo(2);
  }

  @Test
  void who_asks_for_an_interval_that_full_listings_can_afford_gets_full_listings() {
    Schedule daily = new Schedule(Duration.ofDays(1), BUDGET);
    assertThat(daily.next(books(START, 0, START, 22)).look()).isFalse();
    Schedule unlimited = new Schedule(Duration.ofMinutes(5), 0);
    assertThat(unlimited.next(books(START, 0, START, 22)).look()).isFalse();
  }

  @Test
  void without_looks_the_intervals_are_those_of_listings() {
    Books books = new Books(START, START, 0, START, 0, 10, 1, false, null);

    assertThat(schedule.next(books).at()).isEqualTo(START.plus(schedule.interval(10).length()));
  }

  @Test
  void a_month_of_passes_never_spends_more_than_the_budget_and_never_stands_still() {
    forAll(
        300,
        random ->
            assertThat(MonthOfPasses.play(random, random.nextInt(60), schedule::next))
                .isGreaterThan(30));
  }

  private static Books guessing(Instant now, long spent, long callsOfListing, Duration every) {
    return new Books(now, now, spent, START, 0, callsOfListing, 10, true, every);
  }

  @Test
  void where_the_source_sets_a_limit_looks_stand_in_for_listings_even_without_a_budget() {
    Schedule hourly = new Schedule(Duration.ofHours(1), 0);
    Duration sixHours = Duration.ofHours(6);

    Next look = hourly.next(guessing(START.plus(Duration.ofHours(4)), 9, 100, sixHours));
    Next listing = hourly.next(guessing(START.plus(Duration.ofHours(5)), 9, 100, sixHours));

    assertThat(look.look()).isTrue();
    assertThat(look.reason()).contains("every 1h, as asked", "in 2h; 9 calls of this month");
    assertThat(listing.look()).isFalse();
    assertThat(listing.at()).isEqualTo(START.plus(sixHours));
    assertThat(new Schedule(null, 0).next(guessing(START, 0, 100, sixHours)).at())
        .isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @Test
  void the_limit_of_the_source_holds_as_far_as_the_budget_allows_and_is_never_more_than_a_day() {
    Duration sixHours = Duration.ofHours(6);
    Instant later = START.plus(sixHours);

    assertThat(schedule.next(guessing(later, 0, 12, sixHours)).look()).isFalse();
    assertThat(schedule.next(guessing(later, 0, 600, sixHours)).look()).isTrue();
    assertThat(
            schedule
                .next(guessing(START.plus(Duration.ofDays(1)), 0, 12, Duration.ofDays(30)))
                .look())
        .isFalse();
  }
}
