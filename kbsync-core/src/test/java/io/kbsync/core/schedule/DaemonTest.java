package io.kbsync.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.api.FatalException.Kind;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

  /** Runs until a pass went well; time between passes flies. */
  private ExitCode run(boolean unwatched) throws Exception {
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      Passes passes = new Passes();
      Daemon daemon = new Daemon(engine, new Schedule(Duration.ofMinutes(30), 0), clock, passes);
      passes.daemon = daemon;
      return daemon.run(unwatched);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "QUOTA"})
  void what_may_pass_by_itself_is_waited_for_where_nobody_watches(Kind kind) throws Exception {
    failWith(kind);

    run(true);

    assertThat(reports).hasSize(4);
    assertThat(reports.get(3).fatalEnd()).isEmpty();
    assertThat(waits.subList(0, 3))
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4));
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNREACHABLE", "QUOTA"})
  void what_wants_a_person_ends_the_service(Kind kind) throws Exception {
    failWith(kind);

    ExitCode code = run(true);

    assertThat(reports).hasSize(1);
    assertThat(code).isEqualTo(kind == Kind.REFUSED_VALUE ? ExitCode.REFUSED : ExitCode.BLOCKED);
  }

  @Test
  void a_person_in_front_of_it_is_told_at_once() throws Exception {
    failWith(Kind.UNREACHABLE);

    assertThat(run(false)).isEqualTo(ExitCode.BLOCKED);
    assertThat(reports).hasSize(1);
  }

  /** After three passes that failed nothing goes wrong any more. */
  private final class Passes implements DaemonListener {

    private Daemon daemon;

    @Override
    public void passEnded(SyncReport report, Instant next, String reason) {
      reports.add(report);
      Duration wait = Duration.between(report.ended(), next);
      waits.add(Duration.ofMinutes(Math.round(wait.toSeconds() / 60.0)));
      if (report.fatalEnd().isEmpty()) {
        daemon.stop();
      } else if (reports.size() == 3) {
        job.source.moments.clear();
      }
      clock.move(wait.plusSeconds(1));
    }

    @Override
    public void lastPassEnded(SyncReport report) {
      reports.add(report);
    }

    @Override
    public void waitsUntil(Instant next) {}

    @Override
    public void warning(String text) {}
  }
}
