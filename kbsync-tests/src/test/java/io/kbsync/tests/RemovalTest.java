package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What vanished at the source goes. */
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
  void what_comes_back_is_stored_again_or_stays() throws Exception {
    files.get(3).delete();
    play.runWell();

    files.get(3).restore();
    play.runWell();

    assertThat(play.found()).hasSize(12).containsKey("file3.md");
  }
}
