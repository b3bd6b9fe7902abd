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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleWhileToldTest {

  private final Schedule schedule = new Schedule(null, BUDGET);

  private static Books books(Instant now, long spent, Instant lastListing, long callsOfListing) {
    return new Books(now, now, spent, lastListing, 0, callsOfListing, 1, true, null);
  }

  @Test
  void while_the_source_tells_of_changes_only_full_listings_are_planned() {
    Next next = schedule.nextWhileTold(books(START, 0, START, 22));

    assertThat(next.look()).isFalse();
    assertThat(next.at()).isEqualTo(START.plus(Duration.ofHours(23)));
    assertThat(next.reason())
        .contains("a full listing in 23h", "when the source tells of a change", "0 of 5000");
  }

  @Test
  void a_listing_that_is_due_comes_as_it_would_without() {
    Books late = books(START.plus(Duration.ofDays(3)), 100, START, 22);

    assertThat(schedule.nextWhileTold(late)).isEqualTo(schedule.next(late));
  }

  @Test
  void who_asks_for_an_interval_gets_it_all_the_same() {
    Schedule asked = new Schedule(Duration.ofMinutes(30), BUDGET);
    Books books = books(START, 0, START, 22);

    assertThat(asked.nextWhileTold(books)).isEqualTo(asked.next(books));
    assertThat(asked.betweenToldLooks(books)).isPresent();
    assertThat(new Schedule(Duration.ofDays(1), BUDGET).betweenToldLooks(books)).isPresent();
  }

  @Test
  void looks_at_told_changes_come_sooner_than_planned_ones_and_rarer_when_calls_get_few() {
    Duration before = Duration.ZERO;
    Instant middle = START.plus(Duration.ofDays(15));
    for (long spent = 0; spent <= 4_000; spent += 100) {
      Duration length =
          schedule.betweenToldLooks(books(middle, spent, middle, 22)).orElse(Duration.ofDays(30));
      assertThat(length).isGreaterThanOrEqualTo(before);
      before = length;
    }
    assertThat(schedule.betweenToldLooks(books(START, 0, START, 22)).orElseThrow())
        .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(6));
    assertThat(before).isGreaterThan(Duration.ofHours(3));
  }

  @Test
  void without_a_budget_a_minute_is_enough_and_without_calls_or_looks_nothing_is() {
    assertThat(new Schedule(null, 0).betweenToldLooks(books(START, 0, START, 22)))
        .contains(Duration.ofMinutes(1));
    assertThat(schedule.betweenToldLooks(books(START, 4_950, START, 22))).isEmpty();
    assertThat(schedule.betweenToldLooks(new Books(START, START, 0, START, 0, 22, 1, false, null)))
        .isEmpty();
  }

  /** What a month of told changes comes to. */
  private record Month(long calls, Duration median, Duration oldest) {}

  /** In a Drive space of 1,000 files: a look costs one call, so does each change. */
  private Month month(List<Instant> changes) {
    long spent = 0;
    Instant last = START;
    Instant now = START;
    List<Duration> ages = new ArrayList<>();
    Deque<Instant> coming = new ArrayDeque<>(changes);
    while (now.isBefore(RENEWAL)) {
      Next next = nextPass(books(now, spent, last, 22), Optional.ofNullable(coming.peek()));
      now = next.at();
      spent += next.look() ? 1 : 22;
      last = next.look() ? last : now;
      while (!coming.isEmpty() && !coming.peek().isAfter(now)) {
        ages.add(Duration.between(coming.remove(), now));
        spent++;
      }
    }
    ages.sort(Comparator.naturalOrder());
    return new Month(spent, ages.get(ages.size() / 2), ages.get(ages.size() - 1));
  }

  /** The next one, where the source tells of the next change when it happens. */
  private Next nextPass(Books books, Optional<Instant> change) {
    Instant soonest = schedule.betweenToldLooks(books).map(books.now()::plus).orElse(null);
    Plan plan = new Plan(schedule.next(books), schedule.nextWhileTold(books), soonest);
    Next planned = plan.next(true, Optional.empty());
    return change.isPresent() && change.get().isBefore(planned.at())
        ? plan.next(true, change)
        : planned;
  }

  @Test
  void twenty_told_changes_a_day_are_looked_at_within_seconds_for_half_of_the_calls() {
    List<Instant> changes =
        new Random(20_260_701)
            .longs(20 * 30, 0, Duration.ofDays(30).toSeconds())
            .sorted()
            .mapToObj(START::plusSeconds)
            .toList();

    Month month = month(changes);

    assertThat(month.median()).as("%s", month).isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(month.oldest()).as("%s", month).isLessThan(Duration.ofMinutes(7));
    assertThat(month.calls()).as("%s", month).isBetween(1_500L, 2_000L);
  }

  @Test
  void a_month_in_which_something_changes_all_the_time_never_spends_more_than_the_budget() {
    forAll(
        300,
        random ->
            MonthOfPasses.play(random, 0, books -> nextPass(books, Optional.of(books.now()))));
  }
}
