package io.kbsync.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.report.SyncReport;
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

/** What a service that was started again does about the pass that the process before it made. */
@Timeout(60)
class DaemonRestartTest {

  private static final Duration INTERVAL = Duration.ofDays(1);

  @TempDir Path folder;

  private final ShiftedClock clock = new ShiftedClock();
  private final List<Duration> waits = new ArrayList<>();
  private final List<SyncReport> reports = new ArrayList<>();
  private Job job;

  @BeforeEach
  void filesOfManyPages() {
    job = new Job(folder);
    job.options(job.options().clock(clock));
    for (int i = 0; i < 60; i++) {
      job.source.file("f" + i, "f" + i + ".txt", "number " + i);
    }
  }

  /** The service waits as it does, and is stopped after its first pass. */
  private void restart(Schedule schedule) throws Exception {
    clock.move(Duration.ofMinutes(15));
    waits.clear();
    reports.clear();
    try (SyncEngine engine = open()) {
      OnePass pass = new OnePass();
      pass.daemon = new Daemon(engine, schedule, clock, pass);
      pass.daemon.run(true);
    }
  }

  private SyncEngine open() throws Exception {
    SyncEngine engine = SyncEngine.open(job.config(), job.options());
    engine.chooseRoots((level, offered, remembered) -> offered.get(0));
    return engine;
  }

  private void runThatFailsInItsListing() throws Exception {
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before put")) {
            throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
          }
        });
    assertThat(job.run().fatalEnd()).isPresent();
    job.sink.moments.clear();
  }

  @Test
  void a_pass_that_was_done_is_waited_out() throws Exception {
    job.run();

    restart(new Schedule(INTERVAL, 0));

    assertThat(waits).singleElement().satisfies(wait -> assertThat(wait).isGreaterThan(hours(23)));
    assertThat(reports).hasSize(1);
  }

  @Test
  void a_pass_that_was_stopped_is_made_up_for_at_once() throws Exception {
    try (SyncEngine engine = open()) {
      job.source.moments.add(moment -> engine.cancel());
      assertThat(engine.run(RunOptions.once()).stopped()).isTrue();
    }
    job.source.moments.clear();

    restart(new Schedule(INTERVAL, 0));

    assertThat(waits).isEmpty();
    assertThat(reports).hasSize(1);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_pass_that_failed_is_tried_again_at_once_when_its_wait_is_over() throws Exception {
    runThatFailsInItsListing();

    restart(new Schedule(INTERVAL, 0));

    assertThat(waits).isEmpty();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void listings_that_fail_in_one_process_after_the_other_do_not_spend_the_month() throws Exception {
    job.run();
    job.source.edit("f59", "edited");
    runThatFailsInItsListing();
    runThatFailsInItsListing();

    restart(new Schedule(null, 20));

    assertThat(waits).singleElement().satisfies(wait -> assertThat(wait).isGreaterThan(hours(24)));
  }

  @Test
  void a_clock_that_was_set_back_meanwhile_makes_the_wait_no_longer_than_the_interval()
      throws Exception {
    job.run();
    clock.move(hours(-8));

    restart(new Schedule(INTERVAL, 0));

    assertThat(waits)
        .singleElement()
        .satisfies(wait -> assertThat(wait).isBetween(hours(23), INTERVAL));
    assertThat(reports).hasSize(1);
  }

  private static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }

  private final class OnePass implements DaemonListener {

    private @Nullable Daemon daemon;

    @Override
    public void passEnded(SyncReport report, Instant next, String reason) {
      reports.add(report);
      Objects.requireNonNull(daemon).stop();
    }

    @Override
    public void lastPassEnded(SyncReport report) {
      reports.add(report);
    }

    @Override
    public void waitsUntil(Instant next, String reason) {
      Duration wait = Duration.between(clock.instant(), next);
      waits.add(wait);
      clock.move(wait.plusMillis(1));
    }

    @Override
    public void warning(String text) {}
  }
}
