package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.RetriableException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quick looks between listings of the whole. */
class LookTest {

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void aSmallWorldThatWasListed() throws Exception {
    job = new Job(folder);
    job.source
        .withLooks(true)
        .folder("f1", "Reports", "")
        .folder("f2", "2026", "f1")
        .file("a", "a.txt", "alpha")
        .file("b", "b.txt", "f2", "beta");
    for (int i = 0; i < 12; i++) {
      job.source.file("n" + i, "n" + i + ".txt", "f2", "number " + i);
    }
    job.run();
    job.source.moments.forget();
  }

  private SyncReport look() throws Exception {
    return job.run(RunOptions.look(Instant.now().plusSeconds(60)));
  }

  private String pathOf(String name) {
    return job.sink.byName(name).metadata().get("kbsync_path");
  }

  @Test
  void a_look_brings_new_and_edited_files_without_listing_the_rest() throws Exception {
    job.source.edit("b", "beta two");
    job.source.file("c", "c.txt", "f2", "gamma");

    SyncReport report = look();

    assertThat(report.look()).isTrue();
    assertThat(report.counts().listed()).isEqualTo(2);
    assertThat(report.counts().stored()).isEqualTo(1);
    assertThat(report.counts().replaced()).isEqualTo(1);
    assertThat(job.source.moments.count("open")).isZero();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
    assertThat(job.sink.docs()).allMatch(Doc::searchable);
    assertThat(pathOf("c.txt")).isEqualTo("Space/Reports/2026/c.txt");
  }

  @Test
  void a_file_that_changes_again_while_it_is_replaced_is_looked_at_again() throws Exception {
    job.sink.holdIndexing(doc -> doc.content().equals("beta two"));
    job.source.edit("b", "beta two");
    lookWithoutPatience();
    job.source.edit("b", "beta three");
    lookWithoutPatience();
    assertThat(job.sink.docs()).extracting(Doc::content).contains("beta", "beta two");

    job.sink.holdIndexing(doc -> false);
    look();

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  private void lookWithoutPatience() throws Exception {
    job.run(new RunOptions(true, false, false, false, Duration.ZERO, null));
  }

  @Test
  void a_look_removes_nothing_and_asks_nobody_whether_something_is_gone() throws Exception {
    job.source.delete("a");
    job.source.deny("n1");
    for (int i = 0; i < 3; i++) {
      assertThat(look().heldBack().count()).isZero();
    }

    assertThat(job.sink.names()).contains("a.txt", "n1.txt");
    assertThat(job.source.moments.count("presence")).isZero();
    assertThat(job.run().counts().removed()).as("the next listing does").isEqualTo(1);
    assertThat(job.sink.names()).contains("n1.txt").doesNotContain("a.txt");
  }

  @Test
  void looks_do_not_count_as_listings_that_miss_a_file() throws Exception {
    job.source.move("a", "nowhere that is listed");
    assertThat(job.run().heldBack().count()).as("it still exists").isGreaterThan(0);
    look();
    look();
    assertThat(job.sink.names()).contains("a.txt");
  }

  @Test
  void a_new_folder_comes_with_its_files() throws Exception {
    job.source.folder("g1", "New", "f1").folder("g2", "Deep", "g1").file("d", "d.txt", "g2", "x");

    look();

    assertThat(pathOf("d.txt")).isEqualTo("Space/Reports/New/Deep/d.txt");
    job.source.file("e", "e.txt", "g2", "later");
    look();
    assertThat(pathOf("e.txt")).as("the folder stays known").endsWith("New/Deep/e.txt");
  }

  @Test
  void a_file_whose_folder_nobody_knows_is_left_to_the_next_listing() throws Exception {
    job.source.folder("g", "Unseen", "").file("d", "d.txt", "g", "x");
    job.source.unmarked("g");

    SyncReport report = look();

    assertThat(report.failed().count()).isZero();
    assertThat(job.sink.names()).doesNotContain("d.txt");
    job.run();
    assertThat(pathOf("d.txt")).isEqualTo("Space/Unseen/d.txt");
  }

  @Test
  void a_look_goes_on_from_the_last_one() throws Exception {
    job.source.edit("b", "beta two");
    look();
    job.source.edit("a", "alpha two");

    assertThat(look().counts().listed()).isEqualTo(1);
    assertThat(look().counts().listed()).isZero();
  }

  @Test
  void a_look_in_which_something_failed_is_made_again_over_the_same_changes() throws Exception {
    job.source.edit("b", "beta two");
    job.source.moments.add(
        at -> {
          if (at.equals("before fetch b.txt")) {
            throw new RetriableException("the download broke off", null);
          }
        });
    assertThat(look().failed().count()).isEqualTo(1);
    job.source.moments.clear();

    assertThat(look().counts().listed()).isEqualTo(1);
  }

  @Test
  void a_look_that_breaks_off_leaves_everything_to_the_next() throws Exception {
    job.source.edit("b", "beta two");
    job.source.moments.add(
        at -> {
          if (at.equals("before next")) {
            throw new RetriableException("no page", null);
          }
        });
    assertThat(look().failed().entries()).isNotEmpty();
    job.source.moments.clear();

    assertThat(look().counts().replaced()).isEqualTo(1);
  }

  @Test
  void filters_hold_in_a_look_and_say_nothing_of_what_they_missed() throws Exception {
    job.set("blackList", "Space/Reports/2026/secret.txt nothing-like-this.txt");
    job.run();
    job.source.file("s", "secret.txt", "f2", "x").file("c", "c.txt", "f2", "y");

    SyncReport report = look();

    assertThat(job.sink.names()).contains("c.txt").doesNotContain("secret.txt");
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void a_new_file_of_a_name_that_is_taken_gets_one_of_its_own_and_the_holder_keeps_its_own()
      throws Exception {
    job.source.file("twin", "a.txt", "f2", "another alpha");

    look();

    assertThat(job.sink.docs()).hasSize(15).allMatch(Doc::searchable);
    assertThat(pathOf("a.txt")).isEqualTo("Space/a.txt");
    assertThat(job.sink.names()).filteredOn(name -> name.startsWith("a")).hasSize(2);
  }

  @Test
  void a_plan_of_one_complete_pass_is_not_over_after_a_look() throws Exception {
    job.set("syncPlan", "refresh");
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      assertThat(engine.canLook()).isTrue();
      engine.run(RunOptions.look(Instant.now()));
      assertThat(engine.run(RunOptions.once()).counts().checked()).isEqualTo(14);
    }
  }

  @Test
  void a_source_that_has_no_looks_any_more_is_listed_again() throws Exception {
    job.source.withLooks(false);
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      assertThat(engine.run(RunOptions.look(Instant.now())).failed().count()).isZero();
      assertThat(engine.canLook()).isFalse();
      engine.run(RunOptions.once());
      assertThat(engine.canLook()).isFalse();
    }
  }

  @Test
  void a_rehearsal_leaves_no_mark() throws Exception {
    Job fresh = new Job(folder.resolve("fresh"));
    fresh.source.withLooks(true).file("a", "a.txt", "alpha");
    try (SyncEngine engine = SyncEngine.open(fresh.config(), fresh.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      engine.run(RunOptions.rehearsal());
      assertThat(engine.canLook()).isFalse();
    }
  }
}
