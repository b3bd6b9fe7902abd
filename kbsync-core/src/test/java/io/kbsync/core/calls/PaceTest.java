package io.kbsync.core.calls;

import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant START = Instant.parse("2026-07-14T09:00:00Z");
  private static final Offset<Double> CLOSE = within(0.001);

  @Test
  void the_first_request_goes_at_once_and_the_next_ones_wait_their_turn() {
    Pace pace = new Pace(10, START);

    assertThat(pace.take(START)).isZero();
    assertThat(pace.take(START)).isBetween(Duration.ofMillis(100), Duration.ofMillis(105));
    assertThat(pace.take(START)).isBetween(Duration.ofMillis(200), Duration.ofMillis(210));
  }

  @Test
  void a_clock_that_is_set_back_makes_nobody_wait_for_it() {
    Pace pace = new Pace(10, START);
    pace.take(START);

    Instant back = START.minusSeconds(3_600);

    assertThat(pace.take(back)).isLessThanOrEqualTo(Duration.ofMillis(105));
    assertThat(pace.take(back)).isBetween(Duration.ofMillis(200), Duration.ofMillis(210));
  }

  @Test
  void a_group_that_rested_does_not_make_up_for_it() {
    Pace pace = new Pace(10, START);
    pace.take(START);
    Instant later = START.plusSeconds(60);

    assertThat(pace.take(later)).isZero();
    assertThat(pace.take(later)).isPositive();
  }

  @Test
  void no_second_ever_sees_more_requests_than_are_allowed() {
    forAll(
        300,
        random -> {
          int allowed = 1 + random.nextInt(40);
          List<Instant> sent = sent(random, new Pace(allowed, START));
          for (int i = 0; i + allowed < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i), sent.get(i + allowed)))
                .as("%s requests after %s", allowed + 1, sent.get(i))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
          }
        });
  }

  @Test
  void a_throttle_halves_the_rate_and_it_climbs_back_to_what_is_allowed() {
    Pace pace = new Pace(20, START);
    double full = pace.rate();

    pace.throttled(START);
    assertThat(pace.rate()).isCloseTo(full / 2, CLOSE);

    pace.take(START.plusSeconds(4));
    assertThat(pace.rate()).isCloseTo(full * 0.7, CLOSE);

    pace.take(START.plusSeconds(3_600));
    assertThat(pace.rate()).isCloseTo(full, CLOSE);
  }

  @Test
  void however_often_it_is_throttled_it_never_stops() {
    Pace pace = new Pace(20, START);
    for (int i = 0; i < 100; i++) {
      pace.throttled(START);
    }

    assertThat(pace.rate()).isGreaterThanOrEqualTo(0.9);
    assertThat(pace.take(START)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void a_clock_that_was_set_back_neither_throws_nor_quickens() {
    Pace pace = new Pace(20, START);
    pace.throttled(START);
    double slow = pace.rate();

    pace.take(START.minusSeconds(3_600));

    assertThat(pace.rate()).isCloseTo(slow, CLOSE);
  }

  /** When requests leave that come at random, some of them throttled. */
  private static List<Instant> sent(Random random, Pace pace) {
    List<Instant> sent = new ArrayList<>();
    Instant now = START;
    for (int i = 0; i < 200; i++) {
      now = now.plusMillis(random.nextInt(10) == 0 ? random.nextInt(2_000) : random.nextInt(5));
      sent.add(now.plus(pace.take(now)));
      if (random.nextInt(30) == 0) {
        pace.throttled(now);
      }
    }
    return sent.stream().sorted().toList();
  }
}
