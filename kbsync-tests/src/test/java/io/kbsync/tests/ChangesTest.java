package io.kbsync.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Content;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes at the source changes in the dataset, and nothing else moves. */
class ChangesTest {

  @TempDir Path folder;

  private Playground play;

  @BeforeEach
  void servers() {
    play = new Playground(folder);
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @Test
  void a_changed_online_document_is_exported_and_replaced() throws Exception {
    Entry root = play.dingTalk.world().addSpace("Team").root();
    Entry page = root.addDocument("Canteen", Block.paragraph("Opens at noon."));
    play.runWell();
    String before = play.document("Canteen.docx").sha256();

    page.edit(Content.of(Block.paragraph("Opens at one.")));
    SyncReport report = play.runWell();

    assertThat(report.counts().replaced()).isEqualTo(1);
    assertThat(play.document("Canteen.docx").sha256()).isNotEqualTo(before);
  }

  @Test
  void a_renamed_file_costs_one_update_and_no_upload() throws Exception {
    Entry file = play.dingTalk.world().addSpace("Team").root().addFile("notes.md", "Noon.");
    play.runWell();
    String document = play.document("notes.md").id();
    play.afterwards();

    file.rename("Canteen.md");
    SyncReport report = play.runWell();

    assertThat(report.counts().relabelled()).isEqualTo(1);
    assertThat(play.document("Canteen.md").id()).isEqualTo(document);
    assertOneUpdateAndNoTransfer();
  }

  @Test
  void a_moved_file_costs_one_update_and_no_upload() throws Exception {
    DriveSpace space = play.dingTalk.world().addSpace("Team");
    Entry file = space.root().addFile("notes.md", "Noon.");
    Entry archive = space.root().addFolder("Archive");
    play.runWell();
    play.afterwards();

    file.moveTo(archive);
    play.runWell();

    assertThat(play.document("notes.md").metadata())
        .containsEntry("kbsync_path", "Team/Archive/notes.md");
    assertOneUpdateAndNoTransfer();
  }

  private void assertOneUpdateAndNoTransfer() {
    assertThat(play.ragflow.requests().counts())
        .containsEntry("documents.update", 1)
        .doesNotContainKeys("documents.upload", "documents.delete", "documents.parse");
    assertThat(play.dingTalk.requests().counts()).doesNotContainKeys("downloadInfo", "download");
  }

  @Test
  void two_files_that_swap_their_names_keep_their_documents() throws Exception {
    Entry root = play.dingTalk.world().addSpace("Team").root();
    Entry a = root.addFile("a.md", "I was a.");
    Entry b = root.addFile("b.md", "I was b.");
    play.runWell();
    play.afterwards();

    a.rename("b.md");
    b.rename("a.md");
    play.runWell();

    assertThat(play.document("b.md").content().orElseThrow()).asString(UTF_8).isEqualTo("I was a.");
    assertThat(play.document("a.md").content().orElseThrow()).asString(UTF_8).isEqualTo("I was b.");
    assertThat(play.ragflow.requests().count("documents.upload")).isZero();
  }

  @Test
  void equal_names_in_two_folders_are_told_apart_for_good() throws Exception {
    Entry root = play.dingTalk.world().addSpace("Team").root();
    root.addFolder("2025").addFile("report.md", "Last year.");
    root.addFolder("2026").addFile("report.md", "This year.");
    play.runWell();

    assertThat(play.names()).hasSize(2).contains("report.md");
    assertThat(play.names().get(0)).matches("report \\(202[56]\\)\\.md");
    play.afterwards();
    assertThat(play.runWell().changedAnything()).isFalse();
    assertThat(play.ragflow.requests().count("documents.update")).isZero();
  }
}
