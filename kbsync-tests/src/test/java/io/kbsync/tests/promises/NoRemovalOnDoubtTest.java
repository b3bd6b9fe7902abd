package io.kbsync.tests.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.core.JobControl;
import io.kbsync.core.RunOptions;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.report.SyncReport.Note;
import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.tests.Playground;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only looks as if it were gone stays, and the report says why. */
class NoRemovalOnDoubtTest {

  @TempDir Path folder;

  private Playground play;
  private Entry root;
  private Entry plans;
  private final List<Entry> files = new ArrayList<>();

  @BeforeEach
  void twelveFiles() throws Exception {
    play = new Playground(folder).set("dingDingRoot", "Team");
    root = play.dingTalk.world().addSpace("Team").root();
    plans = root.addFolder("Plans");
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
  void a_listing_that_breaks_off_removes_nothing() throws Exception {
    files.get(0).delete();
    files.get(8).delete();
    play.dingTalk.faults().on("dentries.list").inject(Fault.status(500));
    play.dingTalk.faults().on("dentries.listAll").inject(Fault.status(500));

    SyncReport report = play.run();

    assertThat(ExitCode.of(report)).isNotEqualTo(ExitCode.IN_SYNC);
    assertThat(report.counts().removed()).isZero();
    assertThat(play.found()).hasSize(12);
  }

  @Test
  void a_folder_that_could_not_be_read_keeps_what_is_below_it() throws Exception {
    play.dingTalk.quirks().listAll(Quirks.ListAll.DENIED);
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
  void a_permission_taken_away_from_files_removes_nothing() throws Exception {
    files.get(3).deny();
    files.get(9).deny();

    SyncReport first = play.run();
    SyncReport second = play.run();

    assertThat(first.heldBack().count()).isEqualTo(2);
    assertThat(second.heldBack().count()).isEqualTo(2);
    assertThat(second.heldBack().entries().get(0).reason()).contains("may not look at it");
    assertThat(ExitCode.of(second)).isEqualTo(ExitCode.HELD_BACK);
    assertThat(play.found()).hasSize(12);
  }

  @Test
  void a_permission_taken_away_from_a_folder_only_makes_the_listing_shorter() throws Exception {
    plans.deny();
    files.subList(6, 12).forEach(Entry::deny);

    play.run();
    SyncReport second = play.run();

    assertThat(second.heldBack().count()).isEqualTo(6);
    assertThat(ExitCode.of(second)).isEqualTo(ExitCode.HELD_BACK);
    assertThat(play.found()).hasSize(12);
  }

  @Test
  void an_emptied_source_waits_for_a_person() throws Exception {
    files.forEach(Entry::delete);

    assertThat(play.run().heldBack().count()).isEqualTo(12);
    SyncReport second = play.run();
    assertThat(second.heldBack().count()).isEqualTo(12);
    assertThat(ExitCode.of(second)).isEqualTo(ExitCode.HELD_BACK);
    assertThat(play.found()).hasSize(12);
  }

  @Test
  void another_root_adds_and_removes_nothing() throws Exception {
    play.dingTalk.world().addSpace("Other").root().addFile("other.md", "Another space.");

    play.set("dingDingRoot", "Other").run();
    SyncReport second = play.run();

    assertThat(second.counts().removed()).isZero();
    assertThat(play.found()).hasSize(13);
  }

  @Test
  void a_mistyped_root_ends_the_run_before_anything_is_removed() throws Exception {
    play.set("dingDingRoot", "Taem");

    assertThatThrownBy(play::run).isInstanceOf(ConfigException.class).hasMessageContaining("Taem");
    assertThat(play.found()).hasSize(12);
  }

  @Test
  void a_white_list_that_matches_nothing_removes_nothing() throws Exception {
    play.set("whiteList", "Palns");

    play.run();
    SyncReport second = play.run();

    assertThat(second.heldBack().count()).isEqualTo(12);
    assertThat(ExitCode.of(second)).isEqualTo(ExitCode.HELD_BACK);
    assertThat(play.found()).hasSize(12);
  }

  @Test
  void a_person_lets_through_exactly_what_was_shown() throws Exception {
    files.subList(0, 6).forEach(Entry::delete);

    SyncReport held = play.run();

    assertThat(held.heldBack().count()).isEqualTo(6);
    assertThat(held.heldBack().entries().get(0).reason()).contains("approve-removals");
    assertThat(play.found()).hasSize(12);
    try (JobControl control = JobControl.open(play.config())) {
      assertThat(control.approve(control.heldRemovals())).isEqualTo(6);
    }
    String restored = play.document("file0.md").id();
    files.get(0).restore();
    files.subList(7, 11).forEach(Entry::delete);
    SyncReport after = play.run();
    assertThat(play.document("file0.md").id()).isEqualTo(restored);
    assertThat(after.counts().removed()).isEqualTo(5);
    assertThat(after.heldBack().count()).isEqualTo(4);
    assertThat(play.names())
        .contains("file7.md", "file8.md", "file9.md", "file10.md")
        .doesNotContain("file1.md", "file2.md", "file3.md", "file4.md", "file5.md");
  }

  @Test
  void an_account_of_another_organisation_removes_nothing() throws Exception {
    try (DingTalkSimulator other =
        DingTalkSimulator.builder().clientId("dingother").corpId("dingcorp2").start()) {
      other.world().addSpace("Team").root().addFile("theirs.md", "Another organisation.");
      play.set("dingDingApiUrl", other.apiUrl())
          .set("dingDingOapiUrl", other.oapiUrl())
          .set("dingDingClientId", other.clientId())
          .set("dingDingClientSecret", other.clientSecret())
          .set("dingDingUserId", other.userId());

      play.run();
      SyncReport second = play.run();

      assertThat(second.counts().removed()).isZero();
      assertThat(play.found()).hasSize(13);
    }
  }

  @Test
  void a_listing_that_breaks_off_after_its_first_page_removes_nothing() throws Exception {
    Entry large = root.addFolder("Large");
    for (int i = 0; i < 70; i++) {
      large.addFile("page" + i + ".md", "Page " + i);
    }
    play.runWell();
    files.get(0).delete();
    play.dingTalk
        .faults()
        .on("dentries.list")
        .when(request -> request.query("nextToken").isPresent())
        .inject(Fault.status(500));
    play.dingTalk.faults().on("dentries.listAll").after(1).inject(Fault.status(500));

    SyncReport report = play.run();

    assertThat(report.failed().count()).isPositive();
    assertThat(report.counts().removed()).isZero();
    assertThat(play.found()).hasSize(82);
  }

  @Test
  void a_source_that_suddenly_is_much_larger_waits_for_a_person() throws Exception {
    Entry large = root.addFolder("Large");
    for (int i = 0; i < 1_001; i++) {
      large.addFile("many" + i + ".md", "Many " + i);
    }

    SyncReport held = play.run();

    assertThat(ExitCode.of(held)).isEqualTo(ExitCode.HELD_BACK);
    assertThat(held.heldBack().count()).isZero();
    assertThat(held.additionsHeldBack()).isGreaterThan(900);
    assertThat(play.found()).hasSizeBetween(12, 12 + 5 * 12);
    play.run(RunOptions.once().withAdditions());
    assertThat(play.found()).hasSize(1_013);
  }
}
