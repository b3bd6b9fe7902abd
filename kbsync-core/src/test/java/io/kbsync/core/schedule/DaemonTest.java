package io.kbsync.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.api.FatalException.Kind;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.testing.Damage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DaemonTest {

  @TempDir Path folder;

  private final ShiftedClock clock = new ShiftedClock();
  private final List<SyncReport> reports = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private Job job;

  @BeforeEach
  void aFile() {
    job = new Job(folder);
    job.options(job.options().clock(clock));
    job.source.file("a", "a.txt", "alpha");
  }

  private void failWith(Kind kind) {
    job.source.moments.add(
        moment -> {
          if (moment.equals("before open")) {
            throw new FatalException(kind, "it cannot go on", null);
          }
        });
  }

  private ExitCode run(Passes passes) throws Exception {
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      passes.daemon = new Daemon(engine, new Schedule(Duration.ofMinutes(30), 0), clock, passes);
      return passes.daemon.run(false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_first_pass_that_cannot_go_on_ends_it_with_the_reason(Kind kind) throws Exception {
    failWith(kind);

    ExitCode code = run(new Passes());

    assertThat(reports).hasSize(1);
    assertThat(code).isEqualTo(kind == Kind.REFUSED_VALUE ? ExitCode.REFUSED : ExitCode.BLOCKED);
  }

  @Test
  void a_later_pass_that_cannot_go_on_is_tried_again_at_rising_intervals() throws Exception {
    run(new Passes());

    assertThat(reports).hasSize(5);
    assertThat(reports.subList(1, 4)).allMatch(report -> report.fatalEnd().isPresent());
    assertThat(reports.get(4).fatalEnd()).isEmpty();
    assertThat(waits)
        .containsExactly(
            Duration.ofMinutes(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(30));
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @ParameterizedTest
  @CsvSource({"10, 20", "45, 0"})
  void the_interval_counts_from_the_beginning_of_a_pass(long lasts, long left) throws Exception {
    job.source.moments.add(
        moment -> {
          if (moment.equals("before open")) {
            clock.move(Duration.ofMinutes(lasts));
          }
        });

    run(new OnePass());

    assertThat(waits).containsExactly(Duration.ofMinutes(left));
  }

  @Test
  void a_pass_that_finds_the_state_damaged_ends_it_so_that_the_next_start_heals() throws Exception {
    ExitCode code = run(new DamagedState());

    assertThat(code).isEqualTo(ExitCode.BLOCKED);
    assertThat(reports).hasSize(2);
    job.sink.moments.forget();
    run(new OnePass());
    assertThat(reports).hasSize(3).last().matches(report -> report.fatalEnd().isEmpty());
    assertThat(job.sink.moments.count("put")).isZero();
  }

  @Test
  void a_clock_that_is_set_back_while_it_waits_makes_the_wait_no_longer_than_the_interval()
      throws Exception {
    SetBack passes = new SetBack();
    run(passes);

    assertThat(reports).hasSize(2);
    assertThat(passes.moved).singleElement().isEqualTo(Duration.ofMinutes(30));
  }

  /** The clock is set back during the first wait; then time flies. */
  private final class SetBack extends Passes {

    private final List<Duration> moved = new ArrayList<>();

    @Override
    public void passEnded(SyncReport report, Instant next, String reason) {
      reports.add(report);
      if (reports.size() == 1) {
        clock.move(Duration.ofHours(-8));
      } else {
        stop();
      }
    }

    @Override
    public void nextPassMoved(Instant next, String reason) {
      Duration wait = Duration.between(clock.instant(), next);
      moved.add(Duration.ofMinutes(Math.round(wait.toSeconds() / 60.0)));
      clock.move(wait.plusSeconds(1));
    }
  }

  /** Its state is damaged after the first pass. */
  private final class DamagedState extends Passes {

    @Override
    void after(int pass) {
      try {
        Damage.of(folder.resolve("kbsync-state/test.db"), "file");
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  /** It is stopped after the first pass. */
  private final class OnePass extends Passes {

    @Override
    void after(int pass) {
      stop();
    }
  }

  /** The first pass goes well, three fail, the next one goes well; time between them flies. */
  private class Passes implements DaemonListener {

    private @Nullable Daemon daemon;

    @Override
    public void passEnded(SyncReport report, Instant next, String reason) {
      reports.add(report);
      Duration wait = Duration.between(report.ended(), next);
      waits.add(Duration.ofMinutes(Math.round(wait.toSeconds() / 60.0)));
      after(reports.size());
      clock.move(wait.plusSeconds(1));
    }

    void after(int pass) {
      switch (pass) {
        case 1 -> {
          job.source.edit("a", "alpha two");
          failWith(Kind.UNREACHABLE);
        }
        case 4 -> job.source.moments.clear();
        case 5 -> stop();
        default -> {}
      }
    }

    void stop() {
      Objects.requireNonNull(daemon).stop();
    }

    @Override
    public void lastPassEnded(SyncReport report) {
      reports.add(report);
    }

    @Override
    public void waitsUntil(Instant next, String reason) {}

    @Override
    public void warning(String text) {}
  }
}
