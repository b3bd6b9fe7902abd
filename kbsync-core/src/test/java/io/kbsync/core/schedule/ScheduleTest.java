package io.kbsync.core.schedule;

import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

  @Test
  void by_itself_a_job_runs_every_hour() {
    assertThat(new Schedule(null, 0).interval(1_000).length()).isEqualTo(HOUR);
    assertThat(new Schedule(null, 5_000).interval(0).length()).isEqualTo(HOUR);
    assertThat(new Schedule(null, 5_000).interval(3).length()).isEqualTo(HOUR);
  }

  @Test
  void a_listing_that_costs_much_is_made_more_seldom_and_the_reason_is_told() {
    Schedule.Interval interval = new Schedule(null, 5_000).interval(10);

    assertThat(interval.length()).isEqualTo(Duration.ofSeconds(10_368));
    assertThat(interval.reason()).contains("10 calls", "half of the 5000");
  }

  @Test
  void the_forecast_of_an_hourly_job_is_told() {
    assertThat(new Schedule(null, 5_000).interval(2).reason()).contains("1440 of 5000 calls");
  }

  @Test
  void listings_never_take_more_than_half_of_the_budget_unless_one_alone_does() {
    forAll(
        2_000,
        random -> {
          long budget = 1 + random.nextInt(20_000);
          long cost = 1 + random.nextInt(3_000);
          Duration length = new Schedule(null, budget).interval(cost).length();
          long passes = Duration.ofDays(30).dividedBy(length);
          assertThat(length).isGreaterThanOrEqualTo(HOUR);
          assertThat(passes == 1 || passes * cost <= budget / 2).isTrue();
        });
  }

  @Test
  void who_asks_for_an_interval_gets_it() {
    Schedule.Interval interval = new Schedule(Duration.ofMinutes(5), 5_000).interval(1_000);

    assertThat(interval.length()).isEqualTo(Duration.ofMinutes(5));
    assertThat(interval.reason()).contains("as asked");
  }

  @Test
  void the_day_is_told_on_which_the_calls_would_end() {
    Schedule hourly = new Schedule(HOUR, 5_000);

    assertThat(hourly.exhaustedOn(JULY, 0, 100)).contains(LocalDate.of(2026, 7, 3));
    assertThat(hourly.exhaustedOn(JULY, 4_900, 100)).contains(LocalDate.of(2026, 7, 1));
    assertThat(hourly.exhaustedOn(JULY, 9_999, 100)).contains(LocalDate.of(2026, 7, 1));
  }

  @Test
  void calls_that_last_until_they_renew_are_no_reason_to_warn() {
    assertThat(new Schedule(HOUR, 5_000).exhaustedOn(JULY, 0, 1)).isEmpty();
    assertThat(new Schedule(HOUR, 0).exhaustedOn(JULY, 0, 100)).isEmpty();
    assertThat(new Schedule(HOUR, 5_000).exhaustedOn(JULY, 0, 0)).isEmpty();
    Instant lastHours = Instant.parse("2026-07-31T13:00:00Z");
    assertThat(new Schedule(HOUR, 5_000).exhaustedOn(lastHours, 4_600, 100)).isEmpty();
  }

  @Test
  void a_job_without_a_wish_never_spends_what_it_has_by_listing_alone() {
    forAll(
        1_000,
        random -> {
          long cost = 1 + random.nextInt(1_000);
          assertThat(new Schedule(null, 5_000).exhaustedOn(JULY, 0, cost)).isEmpty();
        });
  }
}
