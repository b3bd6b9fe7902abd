package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.JobControl;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.report.SyncReport.Note;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What vanished at the source goes, under the guard; what only looks like it stays. */
class RemovalTest {

  @TempDir Path folder;

  private Playground play;
  private Entry root;
  private final List<Entry> files = new ArrayList<>();

  @BeforeEach
  void twelveFiles() throws Exception {
    play = new Playground(folder);
    root = play.dingTalk.world().addSpace("Team").root();
    Entry plans = root.addFolder("Plans");
    for (int i = 0; i < 12; i++) {
      files.add((i < 6 ? root : plans).addFile("file" + i + ".md", "Text " + i));
    }
    play.runWell();
    assertThat(play.found()).hasSize(12);
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @Test
  void a_file_in_the_recycle_bin_is_removed() throws Exception {
    files.get(3).delete();

    SyncReport report = play.runWell();

    assertThat(report.counts().removed()).isEqualTo(1);
    assertThat(play.names()).hasSize(11).doesNotContain("file3.md");
    play.afterwards();
    assertThat(play.runWell().changedAnything()).isFalse();
    assertThat(play.ragflow.requests().count("documents.list")).isZero();
  }

  @Test
  void a_file_that_is_purged_is_removed() throws Exception {
    files.get(8).purge();

    assertThat(play.runWell().counts().removed()).isEqualTo(1);
    assertThat(play.names()).doesNotContain("file8.md");
  }

  @Test
  void a_page_that_is_deleted_in_a_knowledge_base_is_removed() throws Exception {
    KnowledgeBase base = play.dingTalk.world().addKnowledgeBase("Handbook");
    Entry page = base.root().addFile("page.md", "A page.");
    base.root().addFile("stays.md", "Another one.");
    play.set("dingDingSource", "KnowledgeBase").set("dingDingRoot", "Handbook");
    play.runWell();

    page.delete();
    SyncReport report = play.runWell();

    assertThat(report.counts().removed()).isEqualTo(1);
    assertThat(play.names()).contains("stays.md", "file0.md").doesNotContain("page.md");
  }

  @Test
  void a_right_taken_away_removes_nothing() throws Exception {
    files.get(3).deny();
    files.get(9).deny();

    SyncReport first = play.run();
    SyncReport second = play.run();

    assertThat(first.heldBack().count()).isEqualTo(2);
    assertThat(second.heldBack().count()).isEqualTo(2);
    assertThat(second.heldBack().entries().get(0).reason()).contains("may not look at it");
    assertThat(play.found()).hasSize(12);
  }

  @Test
  void a_folder_that_could_not_be_read_keeps_what_is_below_it() throws Exception {
    Entry small = root.addFolder("Small");
    Entry below = small.addFile("below.md", "Below.");
    play.runWell();
    files.get(0).delete();
    below.delete();
    Map<String, Object> denied = Map.of("code", "permissionDenied", "message", "无权限");
    play.dingTalk
        .faults()
        .on("dentries.list")
        .when(request -> request.query("parentId").orElse("").equals(small.dentryId()))
        .inject(Fault.answer(SimResponse.json(403, denied)));

    SyncReport report = play.run();

    assertThat(report.failed().entries())
        .extracting(Note::path, Note::reason)
        .satisfiesExactly(
            note -> assertThat(note.toString()).contains("Team/Small", "may not read it"));
    assertThat(report.counts().removed()).isEqualTo(1);
    assertThat(play.names()).contains("below.md").doesNotContain("file0.md");
  }

  @Test
  void very_many_at_once_wait_for_a_person_who_lets_through_what_was_shown() throws Exception {
    files.subList(0, 6).forEach(Entry::delete);

    SyncReport held = play.run();

    assertThat(held.heldBack().count()).isEqualTo(6);
    assertThat(held.heldBack().entries().get(0).reason()).contains("approve-removals");
    assertThat(play.found()).hasSize(12);
    try (JobControl control = JobControl.open(play.config())) {
      assertThat(control.approve(control.heldRemovals())).isEqualTo(6);
    }
    assertThat(play.run().counts().removed()).isEqualTo(6);
    assertThat(play.found()).hasSize(6);
  }

  @Test
  void an_emptied_space_waits_for_a_person() throws Exception {
    files.forEach(Entry::delete);

    assertThat(play.run().heldBack().count()).isEqualTo(12);
    assertThat(play.run().heldBack().count()).isEqualTo(12);
    assertThat(play.found()).hasSize(12);
  }

  @Test
  void what_comes_back_is_stored_again_or_stays() throws Exception {
    files.get(3).delete();
    play.runWell();

    files.get(3).restore();
    play.runWell();

    assertThat(play.found()).hasSize(12).containsKey("file3.md");
  }

  @Test
  void documents_of_other_people_are_never_touched() throws Exception {
    String foreign = play.dataset().upload("theirs.md", "Not ours.").id();
    files.get(0).delete();

    play.run();
    play.run();

    assertThat(play.dataset().document(foreign)).isPresent();
    assertThat(play.document("theirs.md").metadata()).isEmpty();
  }
}
