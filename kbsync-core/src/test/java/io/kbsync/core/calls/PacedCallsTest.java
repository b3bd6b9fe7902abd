package io.kbsync.core.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.CallLimits;
import io.kbsync.api.FatalException;
import io.kbsync.core.testing.ClockSleeper;
import io.kbsync.testkit.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacedCallsTest {

  private static final ApiGroup LIST = ApiGroup.counted("list");
  private static final ApiGroup DOWNLOAD = ApiGroup.free("download");

  @TempDir Path folder;
  private final TestClock clock = TestClock.at("2026-07-14T09:00:00Z");
  private final ClockSleeper sleeper = new ClockSleeper(clock);

  @Test
  void without_limits_nobody_waits_and_nothing_is_kept() throws Exception {
    try (PacedCalls calls = open(CallLimits.NONE)) {
      for (int i = 0; i < 100; i++) {
        calls.await(LIST);
      }

      assertThat(sleeper.slept()).isEmpty();
      assertThat(calls.spentThisMonth()).isZero();
      assertThat(calls.monthlyBudget()).isZero();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void listings_leave_the_last_calls_of_a_month_to_downloads() throws Exception {
    ApiGroup listing = ApiGroup.listing("list");
    try (PacedCalls calls = open(new CallLimits(0, 100, "app"))) {
      for (int i = 0; i < 98; i++) {
        calls.await(listing);
      }
      assertThatThrownBy(() -> calls.await(listing))
          .isInstanceOfSatisfying(
              FatalException.class,
              spent -> assertThat(spent.kind()).isEqualTo(FatalException.Kind.QUOTA))
          .hasMessageContaining("last 2, which are kept for downloads");
      calls.await(LIST);
      calls.await(LIST);
      assertThatThrownBy(() -> calls.await(LIST))
          .isInstanceOf(FatalException.class)
          .hasMessageNotContaining("kept");
      assertThat(calls.spentThisMonth()).isEqualTo(100);
    }
  }

  @Test
  void each_group_has_a_pace_of_its_own() throws Exception {
    try (PacedCalls calls = open(new CallLimits(2, 0, null))) {
      calls.await(LIST);
      calls.await(DOWNLOAD);
      assertThat(sleeper.slept()).isEmpty();

      calls.await(LIST);
      assertThat(sleeper.slept()).hasSize(1);
    }
  }

  @Test
  void two_processes_of_one_account_share_its_pace() throws Exception {
    CallLimits limits = new CallLimits(2, 0, "dingtalk:app");
    Instant begin = clock.instant();
    try (PacedCalls one = open(limits);
        PacedCalls other = open(limits)) {
      for (int i = 0; i < 10; i++) {
        one.await(LIST);
        other.await(LIST);
      }
    }
    assertThat(Duration.between(begin, clock.instant()))
        .isBetween(Duration.ofMillis(9_500), Duration.ofMillis(10_000));
  }

  @Test
  void processes_of_different_accounts_do_not_wait_for_each_other() throws Exception {
    try (PacedCalls one = open(new CallLimits(2, 0, "dingtalk:app"));
        PacedCalls other = open(new CallLimits(2, 0, "dingtalk:other"))) {
      one.await(LIST);
      other.await(LIST);

      assertThat(sleeper.slept()).isEmpty();
    }
  }

  @Test
  void who_is_throttled_slows_the_other_process_down_too() throws Exception {
    CallLimits limits = new CallLimits(2, 0, "dingtalk:app");
    try (PacedCalls one = open(limits);
        PacedCalls other = open(limits)) {
      one.await(LIST);
      one.throttled(LIST, null);

      other.await(LIST);

      assertThat(sleeper.slept()).hasSize(1).allMatch(slept -> slept.toMillis() > 1_000);
    }
  }

  @Test
  void turns_of_a_clock_that_was_set_back_since_then_are_forgotten() throws Exception {
    CallLimits limits = new CallLimits(2, 0, "dingtalk:app");
    try (PacedCalls before = open(limits)) {
      clock.advance(Duration.ofDays(1));
      before.await(LIST);
    }
    clock.advance(Duration.ofDays(-1));
    try (PacedCalls after = open(limits)) {
      after.await(LIST);

      assertThat(sleeper.slept()).isEmpty();
    }
  }

  @Test
  void requests_are_counted_by_group_until_the_counts_begin_anew() throws Exception {
    try (PacedCalls calls = open(CallLimits.NONE)) {
      calls.await(LIST);
      calls.await(LIST);
      calls.await(DOWNLOAD);
      assertThat(calls.counts()).isEqualTo(Map.of("list", 2L, "download", 1L));

      calls.resetCounts();
      assertThat(calls.counts()).isEmpty();
    }
  }

  @Test
  void a_pause_holds_every_group_and_the_longer_of_two_counts() throws Exception {
    try (PacedCalls calls = open(CallLimits.NONE)) {
      calls.throttled(LIST, Duration.ofSeconds(30));
      calls.pause(Duration.ofSeconds(10));

      calls.await(DOWNLOAD);

      assertThat(sleeper.slept()).containsExactly(Duration.ofSeconds(30));
      calls.await(LIST);
      assertThat(sleeper.slept()).hasSize(1);
    }
  }

  @Test
  void a_clock_that_is_set_back_makes_no_pause_longer() throws Exception {
    try (PacedCalls calls = open(CallLimits.NONE)) {
      calls.pause(Duration.ofSeconds(30));
      clock.set(clock.instant().minusSeconds(3_600));

      calls.await(LIST);

      assertThat(sleeper.slept()).containsExactly(Duration.ofSeconds(30));
    }
  }

  @Test
  void who_waits_for_a_turn_when_a_pause_begins_waits_for_its_end() throws Exception {
    AtomicReference<PacedCalls> paused = new AtomicReference<>();
    Sleeper interrupting =
        duration -> {
          PacedCalls first = paused.getAndSet(null);
          if (first != null) {
            first.pause(Duration.ofSeconds(60));
          }
          sleeper.sleep(duration);
        };
    Instant start = clock.instant();
    try (PacedCalls calls =
        PacedCalls.open(new CallLimits(1, 0, null), folder, clock, interrupting)) {
      calls.await(LIST);
      paused.set(calls);

      calls.await(LIST);

      assertThat(clock.instant()).isAfterOrEqualTo(start.plusSeconds(60));
      assertThat(calls.counts()).containsEntry("list", 2L);
    }
  }

  @Test
  void a_throttle_without_a_time_only_slows_its_group() throws Exception {
    try (PacedCalls calls = open(new CallLimits(10, 0, null))) {
      calls.await(LIST);
      calls.throttled(LIST, null);

      calls.await(DOWNLOAD);
      assertThat(sleeper.slept()).isEmpty();
      calls.await(LIST);
      assertThat(sleeper.slept().get(0)).isGreaterThan(Duration.ofMillis(200));
    }
  }

  @Test
  void a_spent_budget_ends_with_the_day_on_which_it_renews() throws Exception {
    try (PacedCalls calls = open(new CallLimits(0, 2, "app"))) {
      calls.await(LIST);
      calls.await(LIST);

      assertThatThrownBy(() -> calls.await(LIST))
          .isInstanceOfSatisfying(
              FatalException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(FatalException.Kind.QUOTA);
                assertThat(e.until()).contains(Instant.parse("2026-07-31T16:00:00Z"));
                assertThat(e).hasMessageContaining("2 calls").hasMessageContaining("2026-08-01");
              });
      assertThat(calls.counts()).containsEntry("list", 2L);
    }
  }

  @Test
  void requests_that_cost_nothing_go_on_after_the_budget() throws Exception {
    try (PacedCalls calls = open(new CallLimits(0, 1, "app"))) {
      calls.await(LIST);
      calls.await(DOWNLOAD);
      calls.await(DOWNLOAD);

      assertThat(calls.spentThisMonth()).isEqualTo(1);
    }
  }

  @Test
  void two_jobs_of_one_account_share_a_ledger_and_another_account_does_not() throws Exception {
    CallLimits limits = new CallLimits(0, 100, "app");
    try (PacedCalls one = open(limits);
        PacedCalls two = open(limits);
        PacedCalls other = open(new CallLimits(0, 100, "another"))) {
      one.await(LIST);
      one.await(LIST);
      assertThat(one.spentThisMonth()).isEqualTo(2);

      two.await(LIST);
      assertThat(two.spentThisMonth()).isEqualTo(3);
      assertThat(one.spentThisMonth()).isEqualTo(3);
      assertThat(other.spentThisMonth()).isZero();
    }
  }

  @Test
  void a_budget_that_another_job_spent_is_noticed() throws Exception {
    CallLimits limits = new CallLimits(0, 50, "app");
    try (PacedCalls one = open(limits);
        PacedCalls two = open(limits)) {
      for (int i = 0; i < 50; i++) {
        one.await(LIST);
      }
      assertThat(one.spentThisMonth()).isEqualTo(50);

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 25; i++) {
                  two.await(LIST);
                }
              })
          .isInstanceOf(FatalException.class);
    }
  }

  @Test
  void the_ledger_outlives_the_process() throws Exception {
    CallLimits limits = new CallLimits(0, 100, "app");
    try (PacedCalls calls = open(limits)) {
      calls.await(LIST);
    }
    try (PacedCalls calls = open(limits)) {
      assertThat(calls.spentThisMonth()).isEqualTo(1);
      assertThat(calls.monthlyBudget()).isEqualTo(100);
    }
  }

  @Test
  void a_new_month_in_china_begins_with_a_full_budget() throws Exception {
    clock.set(Instant.parse("2026-07-31T15:59:59Z"));
    try (PacedCalls calls = open(new CallLimits(0, 1, "app"))) {
      calls.await(LIST);
      assertThatThrownBy(() -> calls.await(LIST)).isInstanceOf(FatalException.class);

      clock.advance(Duration.ofSeconds(1));
      assertThat(calls.spentThisMonth()).isZero();
      calls.await(LIST);
      assertThat(calls.spentThisMonth()).isEqualTo(1);
    }
  }

  @Test
  void the_ledgers_file_does_not_tell_the_account() throws Exception {
    try (PacedCalls calls = open(new CallLimits(0, 1, "dingabcdef"))) {
      calls.await(LIST);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isNotEmpty().noneMatch(file -> file.toString().contains("dingabcdef"));
      }
    }
  }

  private PacedCalls open(CallLimits limits) throws Exception {
    return PacedCalls.open(limits, folder, clock, sleeper);
  }
}
