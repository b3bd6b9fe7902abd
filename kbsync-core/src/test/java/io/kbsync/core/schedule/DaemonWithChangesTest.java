package io.kbsync.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.testing.Events;
import io.kbsync.core.testing.LogLines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job whose source tells of changes. Time stands still but for what a test moves. */
@Timeout(120)
class DaemonWithChangesTest {

  private static final Duration A_LOOK = Duration.ofMinutes(20);

  @TempDir Path folder;

  private final ShiftedClock clock = new ShiftedClock();
  private final BlockingQueue<Ended> passes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Schedule.Next> moves = new LinkedBlockingQueue<>();
  private Job job;
  private SyncEngine engine;
  private Daemon daemon;
  private CompletableFuture<ExitCode> end;

  /** A pass, and what was said to come next. */
  private record Ended(SyncReport report, Instant next, String reason) {

    Duration pause() {
      return Duration.between(report.ended(), next);
    }
  }

  @BeforeEach
  void aJobWithFilesThatAreListedForManyCalls() {
    job = new Job(folder);
    job.options(job.options().clock(clock));
    job.source.withLooks(true).folder("f", "Folder", "");
    for (int i = 0; i < 60; i++) {
      job.source.file("f" + i, "f" + i + ".txt", "f", "number " + i);
    }
    job.source.telling();
  }

  @AfterEach
  void stop() throws Exception {
    if (daemon != null) {
      daemon.stop();
      assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(job.source.listeners()).as("connections that nobody closed").isZero();
      engine.close();
    }
  }

  private Ended start() throws Exception {
    engine = SyncEngine.open(job.config(), job.options());
    engine.chooseRoots((level, offered, remembered) -> offered.get(0));
    daemon = new Daemon(engine, new Schedule(null, 5_000), clock, new Told(), new Random(1));
    end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return daemon.run(false);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    return nextPass();
  }

  private Ended nextPass() throws InterruptedException {
    Ended pass = passes.poll(60, TimeUnit.SECONDS);
    assertThat(pass).as("no pass").isNotNull();
    assertThat(pass.report().fatalEnd()).isEmpty();
    return pass;
  }

  private Schedule.Next nextMove() throws InterruptedException {
    Schedule.Next moved = moves.poll(60, TimeUnit.SECONDS);
    assertThat(moved).as("the next pass stays where it was").isNotNull();
    return moved;
  }

  private void turnTo(Instant moment) {
    clock.move(Duration.between(clock.instant(), moment).plusMillis(1));
    daemon.wake();
  }

  private void awaitListener() {
    Events.await(() -> job.source.listeners() == 1);
  }

  /** The watch was refused so often, and waits until it tries again. */
  private void awaitRefusals(int count) {
    Events.await(() -> job.source.moments.count("changes") == count);
    Events.awaitWaiting(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("change-watch"))
            .findAny()
            .orElseThrow());
  }

  /** The source tells of an edit, and a look takes it. */
  private Ended aToldEdit(String content) throws Exception {
    awaitListener();
    job.source.edit("f1", content);
    job.source.tell();
    turnTo(nextMove().at());
    return nextPass();
  }

  @Test
  void a_change_that_the_source_tells_of_is_looked_at_before_the_next_planned_pass()
      throws Exception {
    Ended first = start();
    assertThat(first.report().look()).isFalse();
    assertThat(first.pause()).isCloseTo(A_LOOK, Duration.ofMinutes(1));
    awaitListener();
    job.source.edit("f1", "edited");

    job.source.tell();
    Schedule.Next moved = nextMove();

    assertThat(moved.look()).isTrue();
    assertThat(moved.at()).isBefore(first.next().minus(Duration.ofMinutes(10)));
    assertThat(moved.reason()).contains("told of");
    turnTo(moved.at());
    Ended second = nextPass();
    assertThat(second.report().look()).isTrue();
    assertThat(second.report().counts().replaced()).isEqualTo(1);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void once_the_source_has_told_of_a_change_no_look_is_planned_any_more() throws Exception {
    start();

    Ended told = aToldEdit("edited");

    assertThat(told.pause()).isGreaterThan(Duration.ofHours(2));
    assertThat(told.reason()).contains("a full listing in", "when the source tells of a change");
    turnTo(told.next());
    assertThat(nextPass().report().look()).isFalse();
  }

  @Test
  void a_change_that_does_not_show_yet_is_looked_for_once_more_as_planned() throws Exception {
    start();
    awaitListener();
    job.source.tell();
    turnTo(nextMove().at());

    Ended nothing = nextPass();

    assertThat(nothing.pause()).isCloseTo(A_LOOK, Duration.ofMinutes(1));
    job.source.edit("f1", "late");
    turnTo(nothing.next());
    Ended second = nextPass();
    assertThat(second.report().look()).isTrue();
    assertThat(second.report().counts().replaced()).isEqualTo(1);
  }

  @Test
  void a_told_change_that_nobody_ever_sees_costs_two_looks_and_no_more() throws Exception {
    start();
    awaitListener();
    job.source.tell();
    turnTo(nextMove().at());
    turnTo(nextPass().next());

    Ended second = nextPass();

    assertThat(second.report().look()).isTrue();
    assertThat(second.pause()).isGreaterThan(Duration.ofHours(2));
  }

  @Test
  void a_connection_that_is_lost_for_good_brings_the_planned_looks_back() throws Exception {
    start();
    Ended told = aToldEdit("edited");
    job.source.mute(new RetriableException("nobody is there", null));

    job.source.hangUp();
    Schedule.Next moved = nextMove();

    assertThat(moved.look()).isTrue();
    assertThat(moved.reason()).contains("a quick look every 20m");
    assertThat(moved.at()).isBefore(told.report().ended().plus(Duration.ofMinutes(25)));
    job.source.edit("f2", "nobody tells of this");
    turnTo(moved.at());
    assertThat(nextPass().report().counts().replaced()).isEqualTo(1);
  }

  @Test
  void a_connection_that_is_had_again_at_once_makes_a_look_due_and_is_trusted_on()
      throws Exception {
    start();
    aToldEdit("edited");
    clock.move(Duration.ofMinutes(30));
    awaitListener();

    job.source.edit("f2", "while nobody listened");
    job.source.hangUp();
    turnTo(nextMove().at());
    Ended pass = nextPass();

    assertThat(pass.report().look()).isTrue();
    assertThat(pass.report().counts().replaced()).isEqualTo(1);
    assertThat(pass.pause()).isGreaterThan(Duration.ofHours(2));
  }

  @Test
  void a_change_that_the_source_kept_to_itself_brings_the_planned_looks_back() throws Exception {
    start();
    Ended told = aToldEdit("edited");
    job.source.edit("f2", "nobody tells of this");

    turnTo(told.next());
    Ended listing = nextPass();

    assertThat(listing.report().look()).isFalse();
    assertThat(listing.report().counts().replaced()).isEqualTo(1);
    assertThat(listing.reason()).doesNotContain("when the source tells");
  }

  @Test
  void nothing_is_removed_because_of_what_the_source_tells() throws Exception {
    start();
    awaitListener();
    job.source.delete("f3");
    job.source.tell();
    turnTo(nextMove().at());

    Ended look = nextPass();

    assertThat(look.report().counts().removed()).isZero();
    assertThat(job.source.moments.count("presence")).isZero();
    assertThat(job.sink.names()).contains("f3.txt");
    turnTo(look.next());
    Ended another = nextPass();
    assertThat(another.report().look()).isTrue();
    turnTo(another.next());
    assertThat(nextPass().report().counts().removed()).isEqualTo(1);
    assertThat(job.sink.names()).doesNotContain("f3.txt");
  }

  @Test
  void a_refusal_is_said_once_tried_again_after_an_hour_and_stops_no_pass() throws Exception {
    job.source.mute(
        new FatalException(FatalException.Kind.PERMISSION, "apply for the permission", null));
    try (LogLines log = LogLines.of(ChangeWatch.class)) {
      Ended first = start();
      awaitRefusals(1);
      turnTo(first.next());
      assertThat(nextPass().report().look()).isTrue();
      assertThat(job.source.moments.count("changes")).isEqualTo(1);
      clock.move(Duration.ofHours(1));
      awaitRefusals(2);
      job.source.telling();
      clock.move(Duration.ofHours(2).plusMinutes(1));
      awaitListener();

      assertThat(log.lines()).filteredOn(line -> line.contains("the permission")).hasSize(1);
    }
  }

  @Test
  void one_pass_by_itself_opens_no_connection() throws Exception {
    job.run();

    assertThat(job.source.moments.count("changes")).isZero();
  }

  private final class Told implements DaemonListener {

    @Override
    public void passEnded(SyncReport report, Instant next, String reason) {
      passes.add(new Ended(report, next, reason));
    }

    @Override
    public void nextPassMoved(Instant next, String reason) {
      moves.add(new Schedule.Next(reason.startsWith("a quick look"), next, reason));
    }

    @Override
    public void waitsUntil(Instant next, String reason) {}

    @Override
    public void warning(String text) {}
  }
}
