package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.config.ExistingPolicy;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.state.JobHeldException;
import io.kbsync.core.testing.Damage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncEngineTest {

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void aSmallWorld() {
    job = new Job(folder);
    job.source
        .folder("f1", "Reports", "")
        .folder("f2", "2026", "f1")
        .file("a", "a.txt", "alpha")
        .file("b", "b.txt", "f1", "beta")
        .file("c", "c.txt", "f2", "gamma");
    for (int i = 0; i < 12; i++) {
      job.source.file("n" + i, "n" + i + ".txt", "f2", "number " + i);
    }
  }

  @Test
  void a_first_run_stores_everything_under_its_own_name() throws Exception {
    SyncReport report = job.run();

    assertThat(report.counts().stored()).isEqualTo(15);
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.IN_SYNC);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
    assertThat(job.sink.docs()).allMatch(Doc::searchable);
    assertThat(job.sink.byName("c.txt").metadata())
        .containsEntry("kbsync_path", "Space/Reports/2026/c.txt")
        .containsEntry("kbsync_file", "c");
  }

  @Test
  void a_source_hears_what_is_to_be_fetched_page_by_page_and_nothing_where_nothing_is()
      throws Exception {
    job.run(RunOptions.rehearsal());
    assertThat(job.source.prepared).isEmpty();

    job.run();
    assertThat(job.source.prepared)
        .contains(List.of("a.txt"), List.of("b.txt"))
        .allMatch(page -> page.size() <= 5);
    assertThat(job.source.prepared.stream().flatMap(List::stream)).hasSize(15);

    job.source.prepared.clear();
    job.source.edit("b", "beta two");
    job.run();
    assertThat(job.source.prepared).containsExactly(List.of("b.txt"));
  }

  @Test
  void a_second_run_moves_nothing() throws Exception {
    job.run();
    job.sink.moments.forget();
    job.source.moments.forget();

    SyncReport report = job.run();

    assertThat(report.counts().unchanged()).isEqualTo(15);
    assertThat(report.changedAnything()).isFalse();
    assertThat(job.sink.moments.calls()).containsExactly("verify");
    assertThat(job.source.moments.count("fetch")).isZero();
  }

  @Test
  void a_changed_file_is_replaced_and_one_revision_is_searchable_at_every_moment()
      throws Exception {
    job.run();
    job.source.edit("b", "beta two");
    AtomicInteger gaps = new AtomicInteger();
    job.sink.watch(
        docs -> {
          if (docs.stream().noneMatch(d -> d.content().startsWith("beta") && d.searchable())) {
            gaps.incrementAndGet();
          }
        });

    SyncReport report = job.run();

    assertThat(report.counts().replaced()).isEqualTo(1);
    assertThat(gaps).hasValue(0);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_changed_file_that_cannot_be_indexed_leaves_the_older_document_alone() throws Exception {
    job.run();
    job.source.edit("b", "beta two");
    job.sink.failIndexing(doc -> doc.content().equals("beta two"));

    SyncReport report = job.run();

    assertThat(report.failed().entries())
        .extracting(SyncReport.Note::path)
        .contains("Space/Reports/b.txt");
    assertThat(job.sink.contents()).containsEntry("b.txt", "beta");
    assertThat(job.sink.docs()).hasSize(15);
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.SOME_FAILED);
  }

  @Test
  void a_new_mark_with_the_same_content_uploads_nothing() throws Exception {
    job.run();
    job.source.touch("b");
    job.sink.moments.forget();

    SyncReport report = job.run();

    assertThat(job.sink.moments.count("put")).isZero();
    assertThat(report.counts().checked()).isEqualTo(1);
    assertThat(job.run().counts().unchanged()).isEqualTo(15);
  }

  @Test
  void a_renamed_or_moved_file_is_relabelled_and_not_uploaded() throws Exception {
    job.run();
    String before = job.sink.byName("b.txt").id();
    job.source.rename("b", "beta.txt");
    job.source.move("c", "f1");
    job.sink.moments.forget();

    SyncReport report = job.run();

    assertThat(report.counts().relabelled()).isEqualTo(2);
    assertThat(job.sink.moments.count("put")).isZero();
    assertThat(job.sink.byName("beta.txt").id()).isEqualTo(before);
    assertThat(job.sink.byName("c.txt").metadata())
        .containsEntry("kbsync_path", "Space/Reports/c.txt");
  }

  @Test
  void two_files_that_swap_their_names_end_with_each_others() throws Exception {
    job.run();
    String a = job.sink.byName("a.txt").id();
    String b = job.sink.byName("b.txt").id();
    job.source.rename("a", "b.txt");
    job.source.rename("b", "a.txt");

    job.run();

    assertThat(job.sink.byName("b.txt").id()).isEqualTo(a);
    assertThat(job.sink.byName("a.txt").id()).isEqualTo(b);
    assertThat(job.sink.docs()).hasSize(15);
  }

  @Test
  void a_new_file_may_take_the_name_of_one_that_is_renamed_or_removed() throws Exception {
    job.run();
    job.source.rename("a", "old.txt");
    job.source.file("a2", "a.txt", "new alpha");
    job.source.delete("n1");
    job.source.file("n1b", "n1.txt", "f2", "one again");

    job.run();

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void files_with_one_name_in_two_folders_are_both_there() throws Exception {
    job.source.file("b2", "B.txt", "f2", "another beta");

    job.run();
    SyncReport second = job.run();

    assertThat(job.sink.docs()).hasSize(16);
    assertThat(job.sink.names()).contains("b.txt");
    assertThat(job.sink.names()).anyMatch(name -> name.equals("B (2026).txt"));
    assertThat(second.changedAnything()).isFalse();
  }

  @Test
  void a_vanished_file_is_removed() throws Exception {
    job.run();
    job.source.delete("b");

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isEqualTo(1);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_file_the_account_may_not_see_any_more_is_held_back() throws Exception {
    job.run();
    job.source.deny("b");

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isZero();
    assertThat(report.heldBack().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("may not look"));
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.HELD_BACK);
    assertThat(job.run().counts().removed()).isZero();
  }

  @Test
  void a_file_the_account_may_not_see_any_more_stays_and_is_asked_for_ever_more_seldom()
      throws Exception {
    job.run();
    job.source.deny("b");
    for (int listing = 1; listing <= 9; listing++) {
      SyncReport report = job.run();
      assertThat(report.counts().removed()).isZero();
      assertThat(report.heldBack().entries())
          .singleElement()
          .satisfies(note -> assertThat(note.reason()).contains("may not look"));
    }
    assertThat(job.source.moments.count("presence")).as("at 1, 2, 4 and 8").isEqualTo(4);
  }

  @Test
  void nothing_goes_while_the_source_cannot_be_asked_however_often_it_was_missed()
      throws Exception {
    job.run();
    job.source.deny("b");
    job.source.delete("c");
    job.source.moments.add(
        moment -> {
          if (moment.equals("before presence")) {
            throw PermanentException.failed("no answer today", null);
          }
        });
    for (int i = 0; i < 3; i++) {
      SyncReport report = job.run();
      assertThat(report.counts().removed()).isZero();
      assertThat(report.heldBack().count()).isEqualTo(2);
    }
    job.source.moments.clear();

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isEqualTo(1);
    assertThat(report.heldBack().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("may not look"));
  }

  @Test
  void many_removals_wait_for_a_person_who_lets_exactly_those_through() throws Exception {
    job.run();
    for (int i = 0; i < 8; i++) {
      job.source.delete("n" + i);
    }

    assertThat(job.run().heldBack().count()).isEqualTo(8);
    assertThat(job.sink.docs()).hasSize(15);
    try (JobControl control = JobControl.open(job.config())) {
      assertThat(control.heldRemovals()).hasSize(8);
      assertThat(control.approve(control.heldRemovals())).isEqualTo(8);
    }
    job.source.file("n0", "n0.txt", "f2", "number 0");

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isEqualTo(7);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void some_removals_wait_for_a_second_complete_listing() throws Exception {
    for (int i = 12; i < 30; i++) {
      job.source.file("n" + i, "n" + i + ".txt", "f2", "number " + i);
    }
    job.run();
    for (int i = 0; i < 4; i++) {
      job.source.delete("n" + i);
    }

    assertThat(job.run().heldBack().count()).isEqualTo(4);
    assertThat(job.run().counts().removed()).isEqualTo(4);
  }

  @Test
  void new_files_make_no_room_for_removals() throws Exception {
    job.run();
    for (int i = 0; i < 8; i++) {
      job.source.delete("n" + i);
    }
    for (int i = 0; i < 70; i++) {
      job.source.file("new" + i, "new" + i + ".txt", "f1", "new " + i);
    }

    SyncReport report = job.run();

    assertThat(report.counts().stored()).isEqualTo(70);
    assertThat(report.counts().removed()).isZero();
    assertThat(report.heldBack().entries())
        .allSatisfy(note -> assertThat(note.reason()).startsWith("8 of 15 files"))
        .hasSize(8);
  }

  @Test
  void an_emptied_root_removes_nothing() throws Exception {
    job.run();
    job.source.contents().keySet().stream().toList();
    for (String id : List.of("a", "b", "c")) {
      job.source.delete(id);
    }
    for (int i = 0; i < 12; i++) {
      job.source.delete("n" + i);
    }

    SyncReport report = job.run();
    job.run();

    assertThat(report.heldBack().count()).isEqualTo(15);
    assertThat(job.sink.docs()).hasSize(15);
  }

  private void goAwayAfterThreePages() {
    AtomicInteger pages = new AtomicInteger();
    job.source.moments.add(
        moment -> {
          if (moment.equals("before next") && pages.incrementAndGet() > 3) {
            throw new RetriableException("the server went away", null);
          }
        });
  }

  @Test
  void an_incomplete_listing_removes_nothing() throws Exception {
    job.run();
    job.source.delete("a");
    goAwayAfterThreePages();

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isZero();
    assertThat(job.sink.names()).contains("a.txt");
  }

  @Test
  void nothing_below_a_folder_that_cannot_be_read_is_removed() throws Exception {
    job.run();
    job.source.unreadable("f1", true);
    job.source.delete("b");

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isZero();
    assertThat(report.failed().entries())
        .extracting(SyncReport.Note::path)
        .contains("Space/Reports");
    assertThat(job.sink.docs()).hasSize(15);
  }

  @Test
  void nothing_of_a_renamed_folder_that_cannot_be_read_is_removed_however_often_it_is_missed()
      throws Exception {
    job.source.folder("g", "Specs", "").file("s1", "s1.txt", "g", "one");
    job.run();
    job.source.folder("g", "Specs 2026", "");
    job.source.unreadable("g", true);
    job.source.move("a", "g");
    job.source.delete("n1");

    assertThat(job.run().counts().removed()).as("what is gone goes").isEqualTo(1);
    for (int i = 0; i < 3; i++) {
      SyncReport report = job.run();
      assertThat(report.counts().removed()).isZero();
      assertThat(report.heldBack().entries())
          .extracting(SyncReport.Note::path)
          .containsExactly("Space/a.txt", "Space/Specs/s1.txt");
      assertThat(report.heldBack().entries())
          .allSatisfy(note -> assertThat(note.reason()).contains("could not be read"));
    }

    job.source.unreadable("g", false);
    assertThat(job.run().counts().relabelled()).isEqualTo(2);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void what_left_a_root_while_a_part_was_unread_waits_for_two_whole_listings_or_a_person()
      throws Exception {
    job.run();
    job.source.unreadable("f2", true);
    job.source.move("a", "nowhere that is listed");
    job.source.move("b", "nowhere that is listed");
    job.run();
    job.run();
    try (JobControl control = JobControl.open(job.config())) {
      control.approve(
          control.heldRemovals().stream()
              .filter(held -> held.path().equals("Space/a.txt"))
              .toList());
    }
    assertThat(job.run().counts().removed()).as("a person let it through").isEqualTo(1);

    job.source.unreadable("f2", false);
    assertThat(job.run().counts().removed()).isZero();
    assertThat(job.run().counts().removed()).isEqualTo(1);
    assertThat(job.sink.names()).hasSize(13).doesNotContain("a.txt", "b.txt");
  }

  @Test
  void what_left_a_root_while_another_one_could_not_be_read_waits_for_two_whole_listings()
      throws Exception {
    job.set("memoryRoot", "*");
    job.run();
    job.source.move("a", "the other root");
    job.source.delete("b");
    refuseEvery(2);

    assertThat(job.run().counts().removed()).as("what is gone goes").isEqualTo(1);
    for (int i = 0; i < 2; i++) {
      SyncReport report = job.run();
      assertThat(report.counts().removed()).isZero();
      assertThat(report.heldBack().entries())
          .singleElement()
          .satisfies(note -> assertThat(note.reason()).contains("could not be read"));
    }

    job.source.moments.clear();
    assertThat(job.run().counts().removed()).isZero();
    assertThat(job.run().counts().removed()).isEqualTo(1);
  }

  @Test
  void what_waits_anyway_in_an_unread_folder_makes_no_room_for_other_removals() throws Exception {
    job.source.folder("x", "Unread", "");
    for (int i = 0; i < 5; i++) {
      job.source.file("p" + i, "p" + i + ".pdf", "x", "page " + i);
    }
    job.run();
    job.set("whiteList", "a.txt Reports/.* Unread/.*\\.txt");
    job.source.unreadable("x", true);
    for (int i = 0; i < 6; i++) {
      job.source.delete("n" + i);
    }

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isZero();
    assertThat(report.heldBack().entries())
        .extracting(SyncReport.Note::reason)
        .filteredOn(reason -> reason.startsWith("6 of 20 files would go"))
        .hasSize(6);
  }

  @Test
  void what_a_person_let_through_is_no_reason_to_hold_others() throws Exception {
    job.run();
    for (int i = 0; i < 8; i++) {
      job.source.delete("n" + i);
    }
    job.run();
    try (JobControl control = JobControl.open(job.config())) {
      control.approve(control.heldRemovals());
    }
    job.source.delete("a");

    assertThat(job.run().counts().removed()).isEqualTo(9);
  }

  @Test
  void a_file_the_black_list_names_goes_and_its_folder_is_not_walked() throws Exception {
    job.run();
    job.set("blackList", "Reports/b.txt");

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isEqualTo(1);
    assertThat(report.excluded()).containsEntry("Reports/b.txt", 1L);
    assertThat(job.sink.names()).doesNotContain("b.txt");
  }

  @Test
  void a_white_list_that_names_nothing_any_more_removes_nothing() throws Exception {
    job.run();
    job.set("whiteList", "Nowhere/.*");

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isZero();
    assertThat(job.sink.docs()).hasSize(15);
    assertThat(report.warnings()).anyMatch(text -> text.contains("Nowhere"));
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.HELD_BACK);
  }

  @Test
  void a_folder_that_is_renamed_away_from_its_white_list_entry_waits_for_a_person()
      throws Exception {
    job.source.folder("p", "Plans", "").file("p1", "p1.txt", "p", "one");
    job.set("whiteList", "Plans Reports").set("blackList", "Old");
    job.source.folder("old", "Old", "");
    job.run();
    job.source.folder("p", "Plans-old", "");
    job.source.delete("n1");

    assertThat(job.run().counts().removed()).as("what is gone goes").isEqualTo(1);
    for (int i = 0; i < 3; i++) {
      SyncReport report = job.run();
      assertThat(report.counts().removed()).isZero();
      assertThat(report.heldBack().entries())
          .containsExactly(
              new SyncReport.Note(
                  "Space/Plans/p1.txt",
                  "it may lie in a folder that no whiteList entry names; approve-removals removes"
                      + " it"));
    }
    try (JobControl control = JobControl.open(job.config())) {
      assertThat(control.approve(control.heldRemovals())).isEqualTo(1);
    }
    assertThat(job.run().counts().removed()).isEqualTo(1);
  }

  @Test
  void what_moved_away_beside_a_folder_of_the_black_list_waits_for_a_second_listing()
      throws Exception {
    job.set("blackList", "Old");
    job.source.folder("old", "Old", "");
    job.run();
    job.source.move("b", "nowhere that is listed");

    assertThat(job.run().counts().removed()).isZero();
    assertThat(job.run().counts().removed()).isEqualTo(1);
  }

  @Test
  void a_file_that_moved_away_while_its_folder_was_not_listed_waits_for_a_second_listing()
      throws Exception {
    job.run();
    job.set("whiteList", "a.txt Reports/2026/.*");
    for (int i = 0; i < 3; i++) {
      assertThat(job.run().heldBack().count()).isEqualTo(1);
    }
    job.source.move("b", "nowhere that is listed");
    job.set("whiteList", "");

    SyncReport first = job.run();

    assertThat(first.counts().removed()).isZero();
    assertThat(first.heldBack().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("still exists"));
    assertThat(job.run().counts().removed()).isEqualTo(1);
  }

  @Test
  void a_file_that_always_fails_holds_up_nobody() throws Exception {
    job.source.moments.add(
        moment -> {
          if (moment.equals("before fetch b.txt")) {
            throw PermanentException.failed("it is broken", null);
          }
        });

    SyncReport report = job.run();

    assertThat(report.counts().stored()).isEqualTo(14);
    assertThat(report.failed().entries())
        .containsExactly(new SyncReport.Note("Space/Reports/b.txt", "it is broken"));
    job.source.moments.clear();
    assertThat(job.run().counts().stored()).isEqualTo(1);
  }

  @Test
  void an_upload_nobody_heard_of_is_found_and_not_repeated() throws Exception {
    AtomicBoolean once = new AtomicBoolean();
    job.sink.moments.add(
        moment -> {
          if (moment.equals("after put") && once.compareAndSet(false, true)) {
            throw RetriableException.outcomeUnknown("reset", null);
          }
        });

    job.run();

    assertThat(job.sink.docs()).hasSize(15);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_job_that_cannot_go_on_says_why_and_goes_on_next_time() throws Exception {
    AtomicInteger puts = new AtomicInteger();
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before put") && puts.incrementAndGet() > 5) {
            throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
          }
        });

    SyncReport report = job.run();

    assertThat(report.fatalEnd())
        .hasValueSatisfying(fatal -> assertThat(fatal.message()).isEqualTo("the key expired"));
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.BLOCKED);
    job.sink.moments.clear();
    job.run();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @ParameterizedTest
  @ValueSource(strings = {"before open", "before next", "before prepare"})
  void a_defect_of_a_source_ends_the_run_with_a_report_and_the_next_one_goes_on(String where)
      throws Exception {
    job.source.moments.add(
        moment -> {
          if (moment.equals(where)) {
            throw new IllegalStateException("a bug");
          }
        });

    SyncReport report = job.run();

    assertThat(report.fatalEnd().orElseThrow().message())
        .isEqualTo("a defect of KBSync or a plugin: java.lang.IllegalStateException: a bug");
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.BLOCKED);
    job.source.moments.clear();
    job.run();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @ParameterizedTest
  @ValueSource(strings = {"before start", "before states"})
  void a_defect_of_the_indexing_is_told_and_the_next_run_goes_on(String where) throws Exception {
    job.sink.moments.add(
        moment -> {
          if (moment.equals(where)) {
            throw new IllegalStateException("a bug");
          }
        });

    assertThat(job.run().warnings())
        .containsExactly(
            "Indexing could not be followed (a defect of KBSync or a plugin:"
                + " java.lang.IllegalStateException: a bug); the next run goes on");
    job.sink.moments.clear();
    job.run();
    assertThat(job.sink.docs()).allMatch(Doc::searchable);
  }

  @Test
  void a_server_that_goes_away_in_a_run_is_waited_for_and_the_run_goes_on_when_it_is_back()
      throws Exception {
    AtomicBoolean away = new AtomicBoolean(true);
    List<String> waits = new CopyOnWriteArrayList<>();
    job.options(
        job.options()
            .awayLimit(Duration.ofMinutes(15))
            .listener(
                event -> {
                  if (event instanceof SyncEvent.Waiting waiting) {
                    waits.add(waiting.reason());
                    away.set(false);
                  }
                }));
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before put") && away.get()) {
            throw new RetriableException("HTTP 503", null);
          }
        });

    SyncReport report = job.run();

    assertThat(report.fatalEnd()).isEmpty();
    assertThat(waits).isNotEmpty().allMatch(text -> text.contains("seems to be away (HTTP 503)"));
    // The calls that found out that it is away, and those that were out beside them, failed.
    long failed = report.failed().count();
    assertThat(failed).isBetween(4L, 8L);
    assertThat(job.sink.contents()).hasSize((int) (job.source.contents().size() - failed));
    job.run();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_folder_of_more_than_a_thousand_files_that_is_renamed_costs_labels_and_no_transfer()
      throws Exception {
    job.source.folder("large", "Large", "");
    for (int i = 0; i < 1_001; i++) {
      job.source.file("l" + i, "l" + i + ".txt", "large", "content " + i);
    }
    job.run(RunOptions.once().withAdditions());
    job.sink.moments.forget();
    job.source.moments.forget();

    job.source.folder("large", "Larger", "");
    SyncReport report = job.run();

    assertThat(report.counts().relabelled()).isEqualTo(1_001);
    assertThat(job.sink.moments.count("label")).isEqualTo(1_001);
    assertThat(job.sink.moments.count("put") + job.source.moments.count("fetch")).isZero();
    assertThat(report.heldBack().count() + report.failed().count()).isZero();
    assertThat(job.run().changedAnything()).isFalse();
  }

  @Test
  void with_the_state_deleted_documents_are_recognised_and_not_uploaded_again() throws Exception {
    job.run();
    Files.delete(folder.resolve("kbsync-state/test.db"));
    job.source.edit("b", "beta two");
    job.sink.moments.forget();

    SyncReport report = job.run();

    assertThat(job.sink.moments.count("put")).isEqualTo(1);
    assertThat(report.counts().adopted()).isEqualTo(15);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_damaged_state_is_set_aside_and_healed() throws Exception {
    job.run();
    Files.writeString(folder.resolve("kbsync-state/test.db"), "this is no database".repeat(100));
    Files.deleteIfExists(folder.resolve("kbsync-state/test.db-wal"));
    Files.deleteIfExists(folder.resolve("kbsync-state/test.db-shm"));
    job.sink.moments.forget();

    job.run();

    assertThat(job.sink.moments.count("put")).isZero();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_state_whose_damage_shows_in_a_run_is_set_aside_after_it_and_healed() throws Exception {
    job.run();
    Damage.of(folder.resolve("kbsync-state/test.db"), "file");

    SyncReport report = job.run();

    assertThat(report.fatalEnd().orElseThrow().message())
        .startsWith("The job's state is damaged:")
        .contains("sets the file aside");
    job.sink.moments.forget();
    assertThat(job.run().counts().adopted()).isEqualTo(15);
    assertThat(job.sink.moments.count("put")).isZero();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
    try (Stream<Path> kept = Files.list(folder.resolve("kbsync-state"))) {
      assertThat(kept).filteredOn(path -> path.toString().contains("damaged")).hasSize(1);
    }
  }

  @Test
  void a_document_deleted_by_hand_is_stored_again() throws Exception {
    job.run();
    job.sink.deletedByHand(job.sink.byName("b.txt").id());

    SyncReport report = job.run();

    assertThat(report.counts().stored()).isEqualTo(1);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void documents_stored_by_hand_stop_a_first_run_that_nobody_decides() throws Exception {
    String id = job.sink.storedByHand("a.txt", "somebody's alpha");

    SyncReport report = job.run();

    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.REFUSED);
    assertThat(report.fatalEnd().orElseThrow().message()).contains("1 documents", "existing=adopt");
    assertThat(job.sink.docs()).extracting(Doc::id).containsExactly(id);
  }

  @Test
  void a_root_that_is_refused_keeps_no_other_from_a_first_run_beside_documents_stored_by_hand()
      throws Exception {
    job.set("memoryRoot", "*");
    job.sink.storedByHand("handmade.txt", "somebody's");
    refuseEvery(2);

    SyncReport report = job.run();

    assertThat(report.fatalEnd()).isEmpty();
    assertThat(report.counts().stored()).isEqualTo(15);
    assertThat(report.failed().entries())
        .containsExactly(new SyncReport.Note("Other", "the account may not read it"));
  }

  @Test
  void a_first_run_whose_roots_are_all_refused_says_why() throws Exception {
    job.set("memoryRoot", "*");
    job.sink.storedByHand("handmade.txt", "somebody's");
    refuseEvery(1);

    SyncReport report = job.run();

    assertThat(report.fatalEnd())
        .hasValueSatisfying(
            end -> assertThat(end.message()).isEqualTo("the account may not read it"));
  }

  /** Every listing is refused, or of two roots every second one. */
  private void refuseEvery(int listing) {
    AtomicInteger opens = new AtomicInteger();
    job.source.moments.add(
        moment -> {
          if (moment.equals("before open") && opens.incrementAndGet() % listing == 0) {
            throw new FatalException(
                FatalException.Kind.PERMISSION, "the account may not read it", null);
          }
        });
  }

  @Test
  void documents_stored_by_hand_stay_beside_ours() throws Exception {
    job.set("existing", "beside");
    String id = job.sink.storedByHand("a.txt", "somebody's alpha");

    job.run();

    assertThat(job.sink.byName("a.txt").id()).isEqualTo(id);
    assertThat(job.sink.byName("a (Space).txt").content()).isEqualTo("alpha");
    assertThat(job.run().changedAnything()).isFalse();
  }

  @Test
  void adopted_documents_are_not_uploaded_and_replaced_when_the_source_changes() throws Exception {
    job.set("existing", "adopt");
    String id = job.sink.storedByHand("a.txt", "somebody's alpha");

    SyncReport first = job.run();
    assertThat(first.counts().adopted()).isEqualTo(1);
    assertThat(job.sink.byName("a.txt").id()).isEqualTo(id);
    job.source.edit("a", "alpha two");
    job.run();

    assertThat(job.sink.byName("a.txt").content()).isEqualTo("alpha two");
    assertThat(job.sink.docs()).hasSize(15);
  }

  @Test
  void whoever_is_asked_and_lets_documents_be_adopted_has_them_adopted_in_that_run()
      throws Exception {
    String id = job.sink.storedByHand("a.txt", "somebody's alpha");
    job.options(job.options().existing((clashes, example) -> Optional.of(ExistingPolicy.ADOPT)));

    SyncReport first = job.run();

    assertThat(first.counts().adopted()).isEqualTo(1);
    assertThat(job.sink.byName("a.txt").id()).isEqualTo(id);
  }

  @Test
  void a_replaced_document_that_was_disabled_stays_disabled() throws Exception {
    job.run();
    job.sink.disabledByHand(job.sink.byName("b.txt").id());
    job.source.edit("b", "beta two");

    job.run();

    assertThat(job.sink.byName("b.txt").content()).isEqualTo("beta two");
    assertThat(job.sink.byName("b.txt").enabled()).isFalse();
  }

  @Test
  void a_disabled_document_stays_when_its_newer_content_cannot_be_indexed() throws Exception {
    job.run();
    job.sink.disabledByHand(job.sink.byName("b.txt").id());
    job.source.edit("b", "beta two");
    job.sink.failIndexing(doc -> doc.content().equals("beta two"));

    SyncReport report = job.run();

    assertThat(job.sink.docs()).hasSize(15);
    assertThat(job.sink.byName("b.txt").content()).isEqualTo("beta");
    assertThat(job.sink.byName("b.txt").enabled()).isFalse();
    assertThat(report.failed().entries())
        .extracting(SyncReport.Note::path)
        .containsExactly("Space/Reports/b.txt");
  }

  /** A run ends while the newer document of b.txt stands beside the older one. */
  private void leaveReplacementOpen() throws Exception {
    job.run();
    job.source.edit("b", "beta two");
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before states")) {
            throw new FatalException(FatalException.Kind.UNREACHABLE, "the server is away", null);
          }
        });
    job.run();
    job.sink.moments.clear();
  }

  @Test
  void a_replacement_whose_indexing_is_under_way_is_gone_on_with_once() throws Exception {
    leaveReplacementOpen();
    job.sink.moments.forget();

    job.run();

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
    assertThat(job.sink.moments.count("label")).isEqualTo(1);
    assertThat(job.sink.moments.count("start")).isZero();
  }

  @Test
  void a_successor_that_somebody_deleted_is_stored_again_by_the_run_that_notices()
      throws Exception {
    leaveReplacementOpen();
    job.sink.deletedByHand(
        job.sink.docs().stream()
            .filter(doc -> doc.content().equals("beta two"))
            .findFirst()
            .orElseThrow()
            .id());

    job.run();

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
    assertThat(job.sink.docs()).hasSameSizeAs(job.source.visible());
  }

  @Test
  void a_file_that_goes_while_it_is_being_replaced_takes_both_documents_along() throws Exception {
    leaveReplacementOpen();
    assertThat(job.sink.docs()).hasSize(job.source.visible().size() + 1);
    job.source.delete("b");

    SyncReport report = job.run();

    assertThat(report.failed().entries()).isEmpty();
    assertThat(report.counts().removed()).isEqualTo(1);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
    assertThat(job.sink.docs()).hasSameSizeAs(job.source.visible());
    assertThat(job.run().changedAnything()).isFalse();
  }

  @Test
  void a_sink_without_indexing_replaces_at_once() throws Exception {
    job.sink.indexes(false);
    job.run();
    job.source.edit("b", "beta two");

    job.run();

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_refused_type_is_skipped_before_it_is_fetched() throws Exception {
    job.source.file("x", "x.exe", "program");

    SyncReport report = job.run();

    assertThat(job.source.moments.count("fetch x.exe")).isZero();
    assertThat(report.skipped().entries())
        .containsExactly(new SyncReport.Note("Space/x.exe", "no .exe files here"));
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.IN_SYNC);
  }

  @Test
  void a_file_that_was_found_too_large_comes_as_soon_as_the_limit_is_raised() throws Exception {
    job.source.file("l", "large.txt", "x".repeat(2_000));
    job.source.sizeless("l");
    job.set("maxFileSize", "1K");
    job.run();
    assertThat(job.run().skipped().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("maxFileSize (1024 bytes)"));
    job.run();
    assertThat(job.source.moments.count("fetch large.txt"))
        .as("while the limit stays, it is not fetched in each run")
        .isEqualTo(2);

    job.set("maxFileSize", "1M");

    assertThat(job.run().skipped().count()).isZero();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_dry_run_writes_nothing_and_says_what_it_would_do() throws Exception {
    SyncReport report = job.run(RunOptions.rehearsal());

    assertThat(report.counts().stored()).isEqualTo(15);
    assertThat(job.sink.docs()).isEmpty();
    assertThat(job.run().counts().stored()).isEqualTo(15);
  }

  @Test
  void a_second_process_on_the_same_job_is_told_who_holds_it() throws Exception {
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      assertThat(engine.target().name()).isEqualTo("Memory");
      assertThatThrownBy(() -> SyncEngine.open(job.config(), job.options()))
          .isInstanceOf(JobHeldException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void another_root_adds_and_forgetting_one_removes_its_documents() throws Exception {
    job.run();
    job.set("memoryRoot", "Other");
    job.run();
    assertThat(job.sink.docs()).hasSize(15);
    try (JobControl control = JobControl.open(job.config())) {
      assertThat(control.forget("Space")).isEqualTo(15);
    }

    job.run();

    assertThat(job.sink.docs()).isEmpty();
  }

  @Test
  void removals_that_wait_are_none_any_more_once_their_root_is_not_synced() throws Exception {
    job.run();
    for (int i = 0; i < 8; i++) {
      job.source.delete("n" + i);
    }
    job.run();
    job.set("memoryRoot", "Other");
    try (JobControl control = JobControl.open(job.config())) {
      assertThat(control.approve(control.heldRemovals())).isEqualTo(8);
    }
    job.run();
    try (JobControl control = JobControl.open(job.config())) {
      assertThat(control.heldRemovals()).isEmpty();
    }
    job.set("memoryRoot", "Space");

    SyncReport report = job.run();

    assertThat(report.counts().removed()).isZero();
    assertThat(report.heldBack().count()).isEqualTo(8);
  }

  @Test
  void a_root_that_the_configuration_names_is_not_given_up() throws Exception {
    job.run();
    try (JobControl control = JobControl.open(job.config())) {
      for (String root : List.of("Space", "space")) {
        assertThatThrownBy(() -> control.forget(root))
            .isInstanceOf(ConfigException.class)
            .hasMessageContaining("memoryRoot: the job still syncs '" + root + "'")
            .hasMessageContaining("Take it out");
      }
      assertThat(control.forget("Other")).isZero();
    }

    assertThat(job.run().changedAnything()).isFalse();
  }

  @Test
  void a_root_that_was_given_up_and_is_synced_again_keeps_its_documents_though_its_listing_breaks()
      throws Exception {
    job.run();
    job.set("memoryRoot", "Other");
    try (JobControl control = JobControl.open(job.config())) {
      assertThat(control.forget("Space")).isEqualTo(15);
    }
    job.set("memoryRoot", "Space");
    goAwayAfterThreePages();

    SyncReport report = job.run();

    assertThat(report.failed().count()).isPositive();
    assertThat(report.counts().removed()).isZero();
    assertThat(report.warnings()).anyMatch(text -> text.startsWith("'Space' was given up"));
    job.source.moments.clear();
    assertThat(job.run().changedAnything()).isFalse();
    job.set("memoryRoot", "Other").run();
    assertThat(job.sink.docs()).hasSize(15);
  }

  @Test
  void append_stores_new_files_only() throws Exception {
    job.run();
    job.set("syncPlan", "append");
    job.source.edit("a", "alpha two");
    job.source.delete("b");
    job.source.file("z", "z.txt", "omega");

    job.run();

    assertThat(job.sink.contents())
        .containsEntry("a.txt", "alpha")
        .containsEntry("b.txt", "beta")
        .containsEntry("z.txt", "omega");
  }

  @Test
  void refresh_fetches_all_and_uploads_what_differs() throws Exception {
    job.run();
    job.set("syncPlan", "refresh");
    job.source.editUnseen("a", "alpha unseen");
    job.sink.moments.forget();

    job.run();

    assertThat(job.sink.moments.count("put")).isEqualTo(1);
    assertThat(job.sink.contents()).containsEntry("a.txt", "alpha unseen");
  }

  @Test
  void far_more_new_files_than_are_stored_wait_for_a_person() throws Exception {
    job.run();
    for (int i = 0; i < 1_100; i++) {
      job.source.file("many" + i, "many" + i + ".txt", "f1", "many " + i);
    }

    SyncReport report = job.run();

    assertThat(report.additionsHeldBack()).isEqualTo(1_025);
    assertThat(report.heldBack().count()).isZero();
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.HELD_BACK);
    assertThat(report.counts().stored()).isEqualTo(75);
    assertThat(job.run().additionsHeldBack()).as("a run without a person").isEqualTo(1_025);
    assertThat(job.run(RunOptions.once().withAdditions()).counts().stored()).isEqualTo(1_025);
  }

  @Test
  void a_first_sync_that_was_broken_off_goes_on_without_a_person() throws Exception {
    for (int i = 0; i < 1_100; i++) {
      job.source.file("many" + i, "many" + i + ".txt", "f1", "many " + i);
    }
    AtomicInteger puts = new AtomicInteger();
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before put") && puts.incrementAndGet() > 5) {
            throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
          }
        });
    job.run();
    assertThat(job.sink.docs()).isNotEmpty().hasSizeLessThan(50);
    job.sink.moments.clear();

    SyncReport report = job.run();

    assertThat(report.additionsHeldBack()).isZero();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void many_new_files_that_are_less_than_a_thousand_are_stored() throws Exception {
    job.run();
    for (int i = 0; i < 300; i++) {
      job.source.file("many" + i, "many" + i + ".txt", "f1", "many " + i);
    }

    assertThat(job.run().counts().stored()).isEqualTo(300);
  }

  @Test
  void both_sides_can_be_compared_at_any_time() throws Exception {
    job.run();
    job.sink.deletedByHand(job.sink.byName("b.txt").id());
    job.source.edit("a", "alpha two");

    SyncReport compared = job.run(RunOptions.rehearsal().withReading());

    assertThat(compared.counts().stored()).isEqualTo(1);
    assertThat(compared.counts().replaced()).isEqualTo(1);
    assertThat(compared.warnings()).anyMatch(text -> text.contains("b.txt"));
    assertThat(job.sink.docs()).hasSize(14);
    job.run(RunOptions.once().withReading());
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void refresh_fetches_all_once_and_mirrors_from_then_on() throws Exception {
    job.run();
    job.set("syncPlan", "refresh");
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      assertThat(engine.run(RunOptions.once()).counts().checked()).isEqualTo(15);
      assertThat(engine.run(RunOptions.once()).counts().checked()).isZero();
    }
  }

  @Test
  void refresh_mirrors_after_one_pass_though_a_root_is_refused() throws Exception {
    job.set("memoryRoot", "*");
    job.run();
    job.set("syncPlan", "refresh");
    refuseEvery(2);
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      assertThat(engine.run(RunOptions.once()).counts().checked()).isEqualTo(15);
      assertThat(engine.run(RunOptions.once()).counts().checked()).isZero();
    }
  }

  @Test
  void when_the_calls_for_listings_are_spent_what_was_found_is_still_stored_and_nothing_removed()
      throws Exception {
    job.run();
    job.source.delete("a");
    job.source.edit("b", "beta two");
    job.source.edit("n11", "eleven");
    AtomicInteger pages = new AtomicInteger();
    job.source.moments.add(
        at -> {
          if (at.equals("before next") && pages.incrementAndGet() > 4) {
            throw FatalException.quota("no more calls", java.time.Instant.MAX, null);
          }
        });

    SyncReport report = job.run();

    assertThat(report.fatalEnd().map(SyncReport.Fatal::kind)).contains(FatalException.Kind.QUOTA);
    assertThat(report.counts().replaced()).isEqualTo(1);
    assertThat(report.counts().removed()).isZero();
    assertThat(job.sink.byName("b.txt").content()).isEqualTo("beta two");
  }
}
