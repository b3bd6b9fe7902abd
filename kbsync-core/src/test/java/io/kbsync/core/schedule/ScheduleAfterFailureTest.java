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
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a pass that could not go on is tried again. */
class ScheduleAfterFailureTest {

  private static final Instant LAST_DAYS = START.plus(Duration.ofDays(20));

  private final Schedule schedule = new Schedule(null, BUDGET);

  private static Books walked(Instant now, long spent, int cutShort) {
    return new Books(now, now, spent, now, cutShort, 612, 1, false, null);
  }

  private Duration waitAfter(int failures, Books books) {
    return Duration.between(books.now(), schedule.nextAfterFailure(books, failures).at());
  }

  @Test
  void passes_that_fail_before_their_listing_are_tried_again_at_rising_waits_up_to_an_hour() {
    Books books = walked(START, 0, 0);

    assertThat(waitAfter(1, books)).isEqualTo(Duration.ofMinutes(1));
    assertThat(waitAfter(2, books)).isEqualTo(Duration.ofMinutes(2));
    assertThat(waitAfter(6, books)).isEqualTo(Duration.ofMinutes(32));
    assertThat(waitAfter(7, books)).isEqualTo(Duration.ofHours(1));
    assertThat(waitAfter(Integer.MAX_VALUE, books)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void a_failing_pass_is_tried_again_no_later_than_the_next_one_would_begin() {
    Schedule often = new Schedule(Duration.ofMinutes(15), 0);
    Books books = walked(START, 0, 0);

    assertThat(often.nextAfterFailure(books, 1).at()).isEqualTo(START.plusSeconds(60));
    assertThat(often.nextAfterFailure(books, 9).at()).isEqualTo(START.plusSeconds(900));
  }

  @Test
  void a_listing_that_failed_is_tried_once_soon_and_then_by_what_it_costs() {
    assertThat(waitAfter(1, walked(START, 0, 1))).isEqualTo(Duration.ofMinutes(1));

    Books twice = walked(START, 0, 2);
    assertThat(waitAfter(2, twice)).isGreaterThan(Duration.ofDays(1));
    assertThat(schedule.nextAfterFailure(twice, 2)).isEqualTo(schedule.next(twice));
  }

  @Test
  void a_wish_for_rare_passes_makes_no_failed_one_wait_longer_than_the_calls_ask() {
    Books cheap = new Books(START, START, 0, START, 2, 3, 1, false, null);
    Duration daily = Duration.ofDays(1);

    for (Schedule asked : List.of(new Schedule(daily, BUDGET), new Schedule(daily, 0))) {
      assertThat(asked.nextAfterFailure(cheap, 2).at())
          .isEqualTo(START.plus(Duration.ofMinutes(15)));
    }
    assertThat(new Schedule(daily, BUDGET).nextAfterFailure(walked(START, 0, 2), 2).at())
        .isEqualTo(START.plus(daily));
  }

  @Test
  void where_looks_are_possible_one_is_tried_soon_however_often_the_listing_failed() {
    Books books = new Books(START, START, 0, START, 5, 212, 1, true, null);

    Next next = schedule.nextAfterFailure(books, 1);

    assertThat(next.look()).isTrue();
    assertThat(next.at()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void no_try_is_made_that_what_is_left_of_the_month_does_not_cover() {
    Next next = schedule.nextAfterFailure(walked(LAST_DAYS, 4_300, 0), 1);

    assertThat(next.at()).isEqualTo(RENEWAL);
    assertThat(next.reason()).contains("4300 of 5000", "kept for downloads");
  }

  @Test
  void a_month_in_which_each_pass_fails_spends_no_more_than_one_in_which_each_goes_well() {
    forAll(
        500,
        random -> {
          long cost = 1 + random.nextInt(800);
          boolean looks = random.nextBoolean();
          long listed = 0;
          long looked = 0;
          int cutShort = 0;
          int failures = 0;
          Instant last = START;
          Next next = new Next(false, START, "");
          while (next.at().isBefore(RENEWAL)) {
            Instant now = next.at();
            failures++;
            if (next.look()) {
              looked++;
            } else {
              listed += cost;
              last = now;
              cutShort++;
            }
            Books books =
                new Books(now, now, listed + looked, last, cutShort, cost, 1, looks, null);
            next = schedule.nextAfterFailure(books, failures);
            assertThat(next.at()).isAfter(now);
          }
          // A month has a day more than intervals are made for.
          assertThat(looks || listed <= BUDGET / 2 * 31 / 30 + 5 * cost).isTrue();
          assertThat(listed + looked).isLessThanOrEqualTo(BUDGET);
        });
  }
}
