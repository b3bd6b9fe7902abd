package io.kbsync.core.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.CallLimits;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.core.testing.ClockSleeper;
import io.kbsync.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that must not take effect twice. */
class RetriesOnceTest {

  @TempDir Path folder;
  private final TestClock clock = TestClock.at("2026-07-14T09:00:00Z");
  private PacedCalls calls;
  private Retries retries;
  private int undone;

  @BeforeEach
  void open() throws Exception {
    calls = PacedCalls.open(CallLimits.NONE, folder, clock, new ClockSleeper(clock));
    retries = new Retries(calls, Duration.ZERO, Duration.ZERO, clock, text -> {});
  }

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  void a_call_that_must_not_happen_twice_is_not_repeated_when_it_happened() throws Exception {
    List<String> steps = new ArrayList<>();

    String result =
        once(
            () -> {
              steps.add("call");
              throw RetriableException.outcomeUnknown("the answer was lost", null);
            },
            () -> {
              steps.add("look");
              return Optional.of("found");
            });

    assertThat(result).isEqualTo("found");
    assertThat(steps).containsExactly("call", "look");
  }

  @Test
  void a_call_that_did_not_happen_is_repeated_after_a_look() throws Exception {
    List<String> steps = new ArrayList<>();

    once(
        () -> {
          steps.add("call");
          if (steps.size() < 3) {
            throw RetriableException.outcomeUnknown("the answer was lost", null);
          }
          return true;
        },
        () -> {
          steps.add("look");
          return Optional.empty();
        });

    assertThat(steps).containsExactly("call", "look", "call");
  }

  @Test
  void once_an_outcome_is_unknown_every_repetition_looks_first() throws Exception {
    List<String> steps = new ArrayList<>();

    once(
        () -> {
          steps.add("call");
          if (steps.size() == 1) {
            throw RetriableException.outcomeUnknown("the answer was lost", null);
          }
          if (steps.size() == 3) {
            throw busy();
          }
          return true;
        },
        () -> {
          steps.add("look");
          return Optional.empty();
        });

    assertThat(steps).containsExactly("call", "look", "call", "look", "call");
  }

  @Test
  void a_call_that_surely_changed_nothing_is_repeated_without_a_look() throws Exception {
    List<String> steps = new ArrayList<>();

    once(
        () -> {
          steps.add("call");
          if (steps.size() < 3) {
            throw busy();
          }
          return true;
        },
        () -> {
          throw new AssertionError("nothing is to be looked for");
        });

    assertThat(steps).containsExactly("call", "call", "call");
  }

  @Test
  void a_look_that_fails_is_repeated_before_the_call_is() throws Exception {
    List<String> steps = new ArrayList<>();

    once(
        () -> {
          steps.add("call");
          if (steps.size() == 1) {
            throw RetriableException.outcomeUnknown("the answer was lost", null);
          }
          return true;
        },
        () -> {
          steps.add("look");
          if (steps.size() == 2) {
            throw busy();
          }
          return Optional.empty();
        });

    assertThat(steps).containsExactly("call", "look", "look", "call");
  }

  @Test
  void a_call_that_never_took_effect_is_undone() {
    assertThatThrownBy(
            () ->
                once(
                    () -> {
                      throw busy();
                    },
                    Optional::empty))
        .isInstanceOf(RetriableException.class);
    assertThat(undone).isEqualTo(1);
  }

  @Test
  void one_whose_outcome_was_never_heard_is_not_undone_whatever_ended_the_tries() {
    List<String> steps = new ArrayList<>();

    assertThatThrownBy(
            () ->
                once(
                    () -> {
                      steps.add("call");
                      throw RetriableException.outcomeUnknown("the answer was lost", null);
                    },
                    () -> {
                      throw new FatalException(FatalException.Kind.CREDENTIALS, "expired", null);
                    }))
        .isInstanceOf(FatalException.class);
    assertThat(steps).containsExactly("call");
    assertThat(undone).isZero();
  }

  private <T> T once(Retries.SpiCall<T> call, Retries.SpiCall<Optional<T>> look)
      throws ConnectorException, InterruptedException {
    return retries.callOnce(call, look, () -> undone++);
  }

  private static RetriableException busy() {
    return new RetriableException("busy", null);
  }
}
