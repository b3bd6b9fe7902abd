package io.kbsync.core.transfer;

import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  private static final Instant NOW = Instant.parse("2026-07-14T09:00:00Z");

  @Test
  void content_that_cannot_be_trusted_is_compared_four_times_ever_more_seldom() {
    List<Duration> checks = new ArrayList<>();
    Optional<Instant> next = CheckSchedule.next(NOW, NOW);
    while (next.isPresent()) {
      checks.add(Duration.between(NOW, next.get()));
      next = CheckSchedule.next(NOW, next.get());
    }

    assertThat(checks)
        .containsExactly(
            Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24), Duration.ofHours(72));
  }

  @Test
  void checks_that_were_missed_are_not_made_up_for() {
    assertThat(CheckSchedule.next(NOW, NOW.plus(Duration.ofHours(7))))
        .contains(NOW.plus(Duration.ofHours(24)));
    assertThat(CheckSchedule.next(NOW, NOW.plus(Duration.ofDays(30)))).isEmpty();
  }

  @Test
  void the_next_check_always_lies_ahead() {
    forAll(
        1_000,
        random -> {
          Instant now = NOW.plusSeconds(random.nextInt(400_000));
          CheckSchedule.next(NOW, now).ifPresent(next -> assertThat(next).isAfter(now));
        });
  }

  @Test
  void what_failed_once_is_tried_again_in_the_next_run_and_then_ever_more_seldom() {
    List<Duration> waits = new ArrayList<>();
    for (int attempts = 1; attempts <= 7; attempts++) {
      waits.add(Duration.between(NOW, RetrySchedule.next(attempts, NOW)));
    }

    assertThat(waits)
        .containsExactly(
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(24),
            Duration.ofHours(24));
  }

  @Test
  void content_that_was_refused_twice_is_fetched_again_after_a_month() {
    assertThat(RetrySchedule.nextAfterRefusal(1, NOW)).isEqualTo(NOW);
    assertThat(RetrySchedule.nextAfterRefusal(2, NOW)).isEqualTo(NOW.plus(Duration.ofDays(30)));
    assertThat(RetrySchedule.nextAfterRefusal(3, NOW)).isEqualTo(NOW.plus(Duration.ofDays(30)));
  }
}
