package io.kbsync.core.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.CallLimits;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.core.testing.ClockSleeper;
import io.kbsync.core.testing.LogLines;
import io.kbsync.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetriesTest {

  private static final int ATTEMPTS = 9;
  private static final int AWAY_AFTER = 5;

  @TempDir Path folder;
  private final TestClock clock = TestClock.at("2026-07-14T09:00:00Z");
  private final ClockSleeper sleeper = new ClockSleeper(clock);
  private final AtomicInteger tries = new AtomicInteger();
  private final List<String> told = new ArrayList<>();
  private PacedCalls calls;
  private Retries retries;

  @BeforeEach
  void open() throws Exception {
    calls = PacedCalls.open(CallLimits.NONE, folder, clock, sleeper);
    retries = retries(Duration.ZERO);
  }

  @AfterEach
  void close() {
    calls.close();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_call_that_works_runs_once() throws Exception {
    assertThat(retries.call(tries::incrementAndGet)).isEqualTo(1);
  }

  @Test
  void a_call_that_may_work_later_is_repeated_until_it_does() throws Exception {
    String answer =
        retries.call(
            () -> {
              if (tries.incrementAndGet() < ATTEMPTS) {
                throw busy();
              }
              return "done";
            });

    assertThat(answer).isEqualTo("done");
    assertThat(tries).hasValue(ATTEMPTS);
  }

  @Test
  void in_the_end_the_last_verdict_is_told() {
    assertThatThrownBy(() -> retries.run(this::failing))
        .isInstanceOf(RetriableException.class)
        .hasMessage("busy " + ATTEMPTS);
    assertThat(tries).hasValue(ATTEMPTS);
  }

  @Test
  void a_call_without_which_nothing_goes_on_ends_the_job_when_it_never_works() {
    assertThatThrownBy(
            () ->
                retries.need(
                    () -> {
                      failing();
                      return true;
                    }))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.kind()).isEqualTo(FatalException.Kind.UNREACHABLE))
        .hasMessageContaining("busy " + ATTEMPTS);
    assertThat(tries).hasValue(ATTEMPTS);
  }

  @Test
  void every_other_verdict_passes_through_at_once_as_it_is() {
    for (ConnectorException verdict :
        List.of(
            PermanentException.skipped("no"),
            new FatalException(FatalException.Kind.CREDENTIALS, "no", null),
            new LaneClosedException("browser", "no", null))) {
      tries.set(0);
      Throwable thrown =
          catchThrowable(
              () ->
                  retries.run(
                      () -> {
                        tries.incrementAndGet();
                        throw verdict;
                      }));

      assertThat(thrown).isSameAs(verdict);
      assertThat(tries).hasValue(1);
    }
  }

  @Test
  void a_defect_is_not_repeated() {
    assertThatThrownBy(
            () ->
                retries.run(
                    () -> {
                      tries.incrementAndGet();
                      throw new IllegalStateException("a defect");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void who_is_interrupted_is_told_so() {
    assertThatThrownBy(
            () ->
                retries.run(
                    () -> {
                      tries.incrementAndGet();
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void the_waits_between_attempts_grow_and_none_is_quite_like_another() {
    Retries impatient = new Retries(calls, Duration.ofMillis(2), Duration.ZERO, clock, told::add);
    List<Long> millis = new ArrayList<>();
    try (LogLines log = LogLines.of(Retries.class)) {
      assertThatThrownBy(() -> impatient.run(this::failing)).isInstanceOf(RetriableException.class);
      for (String line : log.lines()) {
        millis.add(Long.parseLong(line.replaceAll("(?s)trying again in (\\d+) ms.*", "$1")));
      }
    }

    assertThat(millis).hasSize(ATTEMPTS - 1);
    for (int i = 0; i < millis.size(); i++) {
      double planned = 2 * Math.pow(2.5, i);
      assertThat((double) millis.get(i)).isBetween(planned * 0.75 - 1, planned * 1.25 + 1);
    }
  }

  @Test
  void a_server_that_asks_for_a_rest_gets_it_from_everyone() throws Exception {
    retries.run(
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw RetriableException.after(Duration.ofSeconds(7), "too fast", null);
          }
          calls.await(ApiGroup.free("any"));
        });

    assertThat(sleeper.slept()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void five_exhausted_calls_in_a_row_mean_that_the_server_is_away() {
    for (int i = 1; i < AWAY_AFTER; i++) {
      assertThatThrownBy(() -> retries.run(this::failing)).isInstanceOf(RetriableException.class);
    }

    assertThatThrownBy(() -> retries.run(this::failing))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(FatalException.Kind.UNREACHABLE);
              assertThat(e).hasMessageContaining("busy");
            });
  }

  @Test
  void one_answer_in_between_shows_that_the_server_is_there() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> retries.run(this::failing)).isInstanceOf(RetriableException.class);
      if (i % 4 == 1) {
        retries.run(() -> {});
      } else if (i % 4 == 3) {
        assertThatThrownBy(
                () ->
                    retries.run(
                        () -> {
                          throw PermanentException.skipped("this one is not there");
                        }))
            .isInstanceOf(PermanentException.class);
      }
    }
  }

  @Test
  void a_server_that_is_away_is_waited_for_and_people_are_told() throws Exception {
    Retries patient = retries(Duration.ofMinutes(10));
    Instant start = clock.instant();
    for (int i = 1; i < AWAY_AFTER; i++) {
      assertThatThrownBy(() -> patient.run(this::failing)).isInstanceOf(RetriableException.class);
    }
    assertThat(told).isEmpty();

    patient.run(
        () -> {
          calls.await(ApiGroup.free("any"));
          if (clock.instant().isBefore(start.plusSeconds(60))) {
            throw busy();
          }
        });

    assertThat(told).hasSize(2).allMatch(text -> text.contains("seems to be away (busy)"));
  }

  @Test
  void a_server_that_stays_away_ends_the_job_when_its_time_is_over() {
    Retries patient = retries(Duration.ofMinutes(10));
    Instant start = clock.instant();
    Retries.SpiAction away =
        () -> {
          calls.await(ApiGroup.free("any"));
          throw busy();
        };
    for (int i = 1; i < AWAY_AFTER; i++) {
      assertThatThrownBy(() -> patient.run(away)).isInstanceOf(RetriableException.class);
    }

    assertThatThrownBy(() -> patient.run(away)).isInstanceOf(FatalException.class);
    assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofMinutes(10)));
  }

  @Test
  void a_clock_that_is_set_back_leaves_a_server_that_is_away_no_more_time() {
    Retries patient = retries(Duration.ofMinutes(10));
    Instant start = clock.instant();
    AtomicBoolean setBack = new AtomicBoolean();
    Retries.SpiAction away =
        () -> {
          calls.await(ApiGroup.free("any"));
          if (!told.isEmpty() && setBack.compareAndSet(false, true)) {
            clock.advance(Duration.ofHours(-8));
          }
          throw busy();
        };
    for (int i = 1; i < AWAY_AFTER; i++) {
      assertThatThrownBy(() -> patient.run(away)).isInstanceOf(RetriableException.class);
    }

    assertThatThrownBy(() -> patient.run(away)).isInstanceOf(FatalException.class);
    assertThat(clock.instant()).isBefore(start.minus(Duration.ofHours(7)));
  }

  private Retries retries(Duration awayLimit) {
    return new Retries(calls, Duration.ZERO, awayLimit, clock, told::add);
  }

  private void failing() throws RetriableException {
    throw new RetriableException("busy " + tries.incrementAndGet(), null);
  }

  private static RetriableException busy() {
    return new RetriableException("busy", null);
  }
}
