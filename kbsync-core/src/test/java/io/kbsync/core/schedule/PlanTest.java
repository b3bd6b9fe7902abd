package io.kbsync.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.schedule.Schedule.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Instant NOON = Instant.parse("2026-07-14T12:00:00Z");
  private static final Next LOOK = new Next(true, NOON.plus(Duration.ofMinutes(20)), "a look");
  private static final Next LISTING = new Next(false, NOON.plus(Duration.ofHours(20)), "a listing");
  private static final Instant SOONEST = NOON.plus(Duration.ofMinutes(5));
  private final Plan plan = new Plan(LOOK, LISTING, SOONEST);

  private static Optional<Instant> told(Duration after) {
    return Optional.of(NOON.plus(after));
  }

  @Test
  void a_look_is_planned_only_where_the_source_may_keep_changes_to_itself() {
    assertThat(plan.next(false, Optional.empty())).isEqualTo(LOOK);
    assertThat(plan.next(true, Optional.empty())).isEqualTo(LISTING);
  }

  @Test
  void a_change_is_looked_at_as_soon_as_the_calls_allow_it() {
    Next next = plan.next(true, told(Duration.ofSeconds(10)));

    assertThat(next.look()).isTrue();
    assertThat(next.at()).isEqualTo(SOONEST);
    assertThat(next.reason()).contains("told of");
  }

  @Test
  void changes_that_come_together_are_seen_by_one_look_seconds_after_the_first() {
    Duration later = Duration.ofHours(3);

    assertThat(plan.next(true, told(later)).at()).isEqualTo(NOON.plus(later).plusSeconds(5));
  }

  @Test
  void a_pass_that_comes_sooner_anyway_sees_the_change() {
    assertThat(plan.next(false, told(Duration.ofMinutes(19).plusSeconds(58)))).isEqualTo(LOOK);
    assertThat(plan.next(true, told(Duration.ofHours(21)))).isEqualTo(LISTING);
  }

  @Test
  void without_calls_for_it_a_change_waits_for_the_pass_that_is_planned() {
    assertThat(new Plan(LOOK, LISTING, null).next(true, told(Duration.ZERO))).isEqualTo(LISTING);
    assertThat(Plan.only(LOOK).next(true, told(Duration.ZERO))).isEqualTo(LOOK);
  }
}
