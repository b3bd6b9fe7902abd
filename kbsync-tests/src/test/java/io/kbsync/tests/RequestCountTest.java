package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.RunOptions;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a run costs in requests. At DingTalk the token, the user and the signed downloads do not
 * count; the pages are those of the folders and those that say which roots there are.
 */
class RequestCountTest {

  private static final int FILES = 120;

  /** 30 + 90 files in the root and one folder: 1 page for the root, 2 for the folder. */
  private static final int FOLDER_PAGES = 1 + 2;

  /** Taken whole, a space is a list of 121 entries. */
  private static final int SPACE_PAGES = 3;

  /** The spaces of the organisation, the personal ones, the account's own. */
  private static final int DRIVE_ROOT_PAGES = 3;

  /** The knowledge bases, and the account's own documents. */
  private static final int BASE_ROOT_PAGES = 2;

  /** The threads that write to RAGFlow: each may have to find out how it takes updates. */
  private static final int WRITERS = 4;

  /** One call verifies, one reads the dataset first, the last partial batch is parsed and seen. */
  private static final int RAGFLOW_CONSTANT = WRITERS + 8;

  /** While files still come, each second may start what is there, and look at it. */
  private static final int RAGFLOW_EACH_SECOND = 2;

  @TempDir Path folder;

  private static void fill(Entry root) {
    Entry below = root.addFolder("Below");
    for (int i = 0; i < FILES; i++) {
      (i % 4 == 0 ? root : below).addFile("file" + i + ".md", "Text " + i);
    }
  }

  private static Entry team(Playground play) {
    play.set("dingDingRoot", "Team");
    return play.dingTalk.world().addSpace("Team").root();
  }

  @Test
  void a_first_sync_of_a_drive_space_costs_its_pages_and_one_call_a_file() throws Exception {
    try (Playground play = new Playground(folder)) {
      fill(team(play));

      SyncReport report = play.runWell();

      assertThat(report.counts().stored()).isEqualTo(FILES);
      assertThat(play.dingTalk.callsCounted())
          .isLessThanOrEqualTo(DRIVE_ROOT_PAGES + SPACE_PAGES + FILES);
    }
  }

  @Test
  void where_a_space_is_not_listed_as_a_whole_one_refused_call_a_month_is_all_that_costs()
      throws Exception {
    try (Playground play = new Playground(folder)) {
      play.dingTalk.quirks().listAll(Quirks.ListAll.DENIED);
      fill(team(play));

      SyncReport report = play.runWell();

      assertThat(report.counts().stored()).isEqualTo(FILES);
      assertThat(play.dingTalk.callsCounted())
          .isLessThanOrEqualTo(DRIVE_ROOT_PAGES + 1 + FOLDER_PAGES + FILES);
      play.afterwards();
      play.runWell();
      assertThat(play.dingTalk.requests().count("dentries.listAll")).isZero();
      assertThat(play.dingTalk.requests().count("dentries.list")).isEqualTo(FOLDER_PAGES);
    }
  }

  @Test
  void a_first_sync_of_a_knowledge_base_costs_its_pages_and_two_calls_a_file() throws Exception {
    try (Playground play = new Playground(folder)) {
      play.set("dingDingSource", "KnowledgeBase").set("dingDingRoot", "Handbook");
      fill(play.dingTalk.world().addKnowledgeBase("Handbook").root());

      SyncReport report = play.runWell();

      assertThat(report.counts().stored()).isEqualTo(FILES);
      assertThat(play.dingTalk.callsCounted())
          .isLessThanOrEqualTo(BASE_ROOT_PAGES + FOLDER_PAGES + 2 * FILES);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_20", "V0_24", "V0_25", "V0_27", "GO"})
  void a_first_sync_costs_ragflow_two_calls_a_file_and_batched_ones(RagflowVersion version)
      throws Exception {
    try (Playground play = new Playground(folder, version)) {
      fill(team(play));

      SyncReport report = play.runWell();

      Map<String, Integer> counts = play.ragflow.requests().counts();
      long seconds = 1 + Duration.between(report.started(), report.ended()).toSeconds();
      assertThat(counts).containsEntry("documents.upload", FILES).containsEntry("datasets.list", 1);
      assertThat(counts.get("documents.update")).isBetween(FILES, FILES + WRITERS);
      assertThat((long) play.ragflow.requests().total())
          .as("%s in %s s", counts, seconds)
          .isLessThanOrEqualTo(
              2 * FILES + FILES / 10 + RAGFLOW_CONSTANT + RAGFLOW_EACH_SECOND * seconds);
    }
  }

  @Test
  void a_run_without_changes_costs_the_pages_and_one_verification() throws Exception {
    try (Playground play = new Playground(folder)) {
      fill(team(play));
      play.runWell();
      play.afterwards();

      SyncReport report = play.runWell();

      assertThat(report.counts().unchanged()).isEqualTo(FILES);
      assertThat(play.dingTalk.callsCounted()).isEqualTo(SPACE_PAGES);
      assertThat(play.dingTalk.requests().count("dentries.listAll")).isEqualTo(SPACE_PAGES);
      assertThat(play.dingTalk.requests().count("token")).isEqualTo(1);
      assertThat(play.dingTalk.requests().count("user")).isEqualTo(1);
      assertThat(play.ragflow.requests().counts()).isEqualTo(Map.of("datasets.list", 1));
    }
  }

  @Test
  void a_run_without_changes_over_a_knowledge_base_costs_the_pages_and_one_verification()
      throws Exception {
    try (Playground play = new Playground(folder)) {
      play.set("dingDingSource", "KnowledgeBase").set("dingDingRoot", "Handbook");
      fill(play.dingTalk.world().addKnowledgeBase("Handbook").root());
      play.runWell();
      play.afterwards();

      play.runWell();

      assertThat(play.dingTalk.callsCounted()).isEqualTo(FOLDER_PAGES);
      assertThat(play.ragflow.requests().counts()).isEqualTo(Map.of("datasets.list", 1));
    }
  }

  @Test
  void the_roots_are_looked_up_by_their_names_once_a_day() throws Exception {
    try (Playground play = new Playground(folder)) {
      team(play).addFile("a.md", "a");
      for (int i = 0; i < 3; i++) {
        play.runWell();
      }
      assertThat(play.dingTalk.requests().count("drive.mySpaces")).isEqualTo(1);
      play.clock.jump(Duration.ofHours(25));
      play.runWell();
      assertThat(play.dingTalk.requests().count("drive.mySpaces")).isEqualTo(2);

      play.dingTalk.world().addSpace("Another");
      play.set("dingDingRoot", "Another").runWell();
      assertThat(play.dingTalk.requests().count("drive.mySpaces"))
          .as("other names are looked up at once")
          .isEqualTo(3);
    }
  }

  @Test
  void a_look_costs_one_call_and_one_for_each_change() throws Exception {
    try (Playground play = new Playground(folder)) {
      Entry root = team(play);
      fill(root);
      play.runWell();
      root.addFile("new.md", "new");
      play.afterwards();

      SyncReport report = play.run(RunOptions.look(play.clock.instant().plusSeconds(600)));

      assertThat(report.counts().stored()).isEqualTo(1);
      assertThat(play.dingTalk.callsCounted()).isEqualTo(1 + 1);
    }
  }

  @Test
  void the_report_counts_the_calls_as_dingtalk_does() throws Exception {
    try (Playground play = new Playground(folder)) {
      fill(team(play));

      SyncReport report = play.runWell();

      assertThat(report.sourceCalls())
          .containsEntry("storage.listAll", (long) SPACE_PAGES)
          .containsEntry("storage.downloadInfos", (long) FILES);
      assertThat(report.counts().pages()).isEqualTo(SPACE_PAGES);
    }
  }

  @Test
  void a_folder_that_the_lists_exclude_costs_no_page() throws Exception {
    try (Playground play = new Playground(folder)) {
      fill(team(play));

      SyncReport report = play.set("blackList", "Below").runWell();

      assertThat(report.counts().stored()).isEqualTo(FILES / 4);
      assertThat(play.dingTalk.requests().count("dentries.list")).isEqualTo(1);
    }
  }
}
