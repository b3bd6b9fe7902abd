package io.kbsync.core.calls;

import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;
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
  void threads_that_wake_late_crowd_no_second_and_cost_little_of_the_rate() {
    forAll(
        100,
        random -> {
          int allowed = 1 + random.nextInt(40);
          int latest = 1 + random.nextInt(400);
          List<Instant> sent = sentByLateThreads(random, new Pace(allowed, START), 1_000, latest);
          for (int i = 0; i + allowed < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i), sent.get(i + allowed)))
                .as("%s requests after %s", allowed + 1, sent.get(i))
                .isGreaterThanOrEqualTo(Pace.SECOND);
          }
          // All in all they are no later than the latest of them, and half a second more at most.
          double seconds = Duration.between(START, sent.get(999)).toMillis() / 1e3;
          assertThat(seconds - latest / 1e3 - 0.5).isLessThan(1_000 / (0.96 * allowed));
        });
  }

  /** Each takes the next turn, sleeps until it or a little longer, and asks whether it may go. */
  private static List<Instant> sentByLateThreads(
      Random random, Pace pace, int requests, int latestMillis) {
    PriorityQueue<Instant> wakes = new PriorityQueue<>();
    Supplier<Duration> late =
        () ->
            Duration.ofMillis(
                random.nextInt(3) == 0 ? random.nextInt(latestMillis) : random.nextInt(3));
    List<Instant> sent = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      wakes.add(START.plus(pace.take(START)).plus(late.get()));
    }
    while (sent.size() < requests) {
      Instant now = wakes.remove();
      Duration wait = pace.room(now);
      if (wait.isZero()) {
        sent.add(now);
        wait = pace.take(now);
      }
      wakes.add(now.plus(wait).plus(late.get()));
    }
    return sent;
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
