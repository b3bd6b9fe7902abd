package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source's calls end in the middle of a run; finishing what came costs none of them. */
class SpentCallsTest {

  private static final Instant RENEWED = Instant.parse("2100-01-01T00:00:00Z");

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void aSmallWorld() {
    job = new Job(folder);
    for (int i = 0; i < 12; i++) {
      job.source.file("n" + i, "n" + i + ".txt", "number " + i);
    }
  }

  @Test
  void what_came_before_they_ended_is_indexed_and_named_in_that_run() throws Exception {
    spentAfter(5, "before fetch");

    SyncReport report = job.run();

    assertSpent(report);
    assertThat(report.counts().stored()).isEqualTo(5);
    assertThat(report.failed().count()).isZero();
    assertThat(job.sink.docs()).hasSize(5).allMatch(Doc::searchable);
    assertThat(job.sink.names()).allMatch(name -> job.source.contents().containsKey(name));
    renewed();
    assertThat(job.run().counts().stored()).isEqualTo(7);
  }

  @Test
  void a_replacement_that_was_begun_is_finished_in_that_run() throws Exception {
    job.run();
    job.source.edit("n1", "changed one");
    job.source.edit("n2", "changed two");
    spentAfter(1, "before fetch");

    SyncReport report = job.run();

    assertSpent(report);
    assertThat(report.counts().replaced()).isEqualTo(1);
    assertThat(job.sink.docs()).hasSize(12).allMatch(Doc::searchable);
    assertThat(job.sink.names())
        .containsExactlyInAnyOrderElementsOf(job.source.contents().keySet());
    renewed();
    job.run();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void files_that_nobody_can_be_asked_about_are_held_back_and_the_rest_goes_on() throws Exception {
    job.run();
    job.source.delete("n1");
    job.source.edit("n2", "changed two");
    spentAfter(0, "before presence");

    SyncReport report = job.run();

    assertSpent(report);
    assertThat(report.counts().removed()).isZero();
    assertThat(report.heldBack().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("could not be asked"));
    assertThat(job.sink.byName("n2.txt").content()).isEqualTo("changed two");
    assertThat(job.sink.docs()).hasSize(12).allMatch(Doc::searchable);
    renewed();
    assertThat(job.run().counts().removed()).isEqualTo(1);
  }

  @Test
  void a_look_that_could_not_fetch_all_is_made_again_over_the_same_changes() throws Exception {
    job.source.withLooks(true);
    job.run();
    job.source.edit("n1", "changed one");
    job.source.edit("n2", "changed two");
    spentAfter(1, "before fetch");
    assertSpent(job.run(RunOptions.look(RENEWED)));

    renewed();
    job.run(RunOptions.look(RENEWED));

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_look_whose_file_changed_once_more_and_could_not_be_fetched_is_made_again()
      throws Exception {
    job.source.withLooks(true);
    job.run();
    job.source.edit("n1", "changed one");
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before label")) {
            throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
          }
        });
    job.run(RunOptions.look(RENEWED));
    job.sink.moments.clear();
    job.source.edit("n1", "changed twice");
    spentAfter(0, "before prepare");
    assertSpent(job.run(RunOptions.look(RENEWED)));

    renewed();
    job.run(RunOptions.look(RENEWED));

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_refresh_that_could_not_fetch_all_is_not_over() throws Exception {
    job.run();
    job.set("syncPlan", "refresh");
    spentAfter(5, "before fetch");
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      assertThat(engine.run(RunOptions.once()).counts().checked()).isEqualTo(5);
      renewed();
      assertThat(engine.run(RunOptions.once()).counts().checked()).isEqualTo(12);
      assertThat(engine.run(RunOptions.once()).counts().checked()).isZero();
    }
  }

  private void spentAfter(int calls, String kind) {
    AtomicInteger made = new AtomicInteger();
    job.source.moments.add(
        moment -> {
          if (moment.equals(kind) && made.incrementAndGet() > calls) {
            throw FatalException.quota("the calls of this month are spent", RENEWED, null);
          }
        });
  }

  private void renewed() {
    job.source.moments.clear();
  }

  private static void assertSpent(SyncReport report) {
    assertThat(report.fatalEnd())
        .contains(
            new SyncReport.Fatal(
                FatalException.Kind.QUOTA, "the calls of this month are spent", RENEWED));
  }
}
