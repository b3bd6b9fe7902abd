package io.kbsync.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.SyncReport;
import io.kbsync.core.report.SyncReport.Note;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.OnlineKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync stores everything once; the next ones move what changed, and nothing else. */
class MainJobTest {

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

  /** Pages in pages, two kinds of online documents, an uploaded file, a shortcut. */
  private KnowledgeBase handbook() {
    play.set("dingDingSource", "KnowledgeBase").set("dingDingRoot", "Handbook");
    KnowledgeBase base = play.dingTalk.world().addKnowledgeBase("Handbook");
    Entry welcome = base.root().addDocument("欢迎", Block.heading(1, "欢迎"), Block.paragraph("Nine."));
    Entry week = welcome.addDocument("First week", Block.paragraph("Meet the team."));
    week.addDocument("Checklist", Block.numbered("Sign"));
    welcome.addSheet("Contacts", List.of(List.of("Name", "Phone"), List.of("张三", "8001")));
    Entry travel = base.root().addFolder("制度").addFile("travel.md", "Trains.");
    base.root().addShortcut(travel);
    return base;
  }

  @Test
  void a_knowledge_base_arrives_whole_and_searchable() throws Exception {
    handbook();

    SyncReport report = play.runWell();

    assertThat(play.found().keySet())
        .containsExactlyInAnyOrder(
            "欢迎.docx", "First week.docx", "Checklist.docx", "Contacts.xlsx", "travel.md");
    assertThat(report.counts().stored()).isEqualTo(5);
    assertThat(report.skipped().entries())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.path()).isEqualTo("Handbook/travel.md");
              assertThat(note.reason()).contains("shortcut");
            });
  }

  @Test
  void every_document_says_where_it_came_from() throws Exception {
    KnowledgeBase base = handbook();

    play.runWell();

    Map<String, Object> metadata = play.document("Checklist.docx").metadata();
    assertThat(metadata)
        .containsEntry("kbsync_source", "DingDing")
        .containsEntry("kbsync_path", "Handbook/欢迎/First week/Checklist.adoc")
        .containsKeys("kbsync_file", "kbsync_revision", "kbsync_url", "kbsync_modified");
    assertThat(metadata.get("kbsync_url").toString()).startsWith(play.dingTalk.docsUrl());
    assertThat(play.dataset().documents())
        .allSatisfy(
            document ->
                assertThat(document.metadata().get("kbsync_path").toString())
                    .startsWith(base.name() + "/"));
  }

  @Test
  void a_drive_space_arrives_whole_and_searchable() throws Exception {
    Entry root = play.dingTalk.world().addSpace("Team").root();
    Entry year = root.addFolder("项目").addFolder("二〇二六年");
    year.addFile("计划.pdf", "%PDF-1.4 plan");
    year.addDocument("周报", Block.paragraph("一切顺利。"));
    root.addFile("README.txt", "Of the whole team.");
    root.addFile("server.log", "started");
    root.addOnline(OnlineKind.AMIND, "Ideas");

    SyncReport report = play.runWell();

    assertThat(play.found().keySet())
        .containsExactlyInAnyOrder("计划.pdf", "周报.docx", "README.txt", "server.log.txt");
    assertThat(play.document("README.txt").content().orElseThrow())
        .asString(UTF_8)
        .isEqualTo("Of the whole team.");
    assertThat(play.document("计划.pdf").metadata())
        .containsEntry("kbsync_path", "Team/项目/二〇二六年/计划.pdf");
    assertThat(report.skipped().entries())
        .extracting(Note::path)
        .containsExactly("Team/Ideas.amind");
  }

  @Test
  void office_files_made_in_drive_download_like_any_other() throws Exception {
    Entry root = play.dingTalk.world().addSpace("Team").root();
    byte[] word = {'P', 'K', 3, 4, 1};
    byte[] sheet = {'P', 'K', 3, 4, 2};
    root.addFile("Plan.docx", word);
    root.addFile("Budget.xlsx", sheet);
    root.addFile("Talk.pptx", sheet);

    play.runWell();

    assertThat(play.document("Plan.docx").content().orElseThrow()).isEqualTo(word);
    assertThat(play.document("Budget.xlsx").content().orElseThrow()).isEqualTo(sheet);
    assertThat(play.found()).containsKey("Talk.pptx");
    assertThat(play.dingTalk.requests().count("export.submit")).isZero();
  }

  @Test
  void a_second_run_of_a_knowledge_base_moves_nothing() throws Exception {
    handbook();
    play.runWell();
    play.afterwards();

    SyncReport report = play.runWell();

    assertThat(report.changedAnything()).isFalse();
    assertThat(play.dingTalk.requests().counts().keySet())
        .isEqualTo(Set.of("token", "user", "nodes"));
    assertThat(play.ragflow.requests().counts()).isEqualTo(Map.of("datasets.list", 1));
  }

  @Test
  void a_second_run_of_a_drive_space_moves_nothing() throws Exception {
    Entry root = play.dingTalk.world().addSpace("Team").root();
    root.addFolder("Plans").addFile("plan.txt", "Launch.");
    root.addDocument("Minutes", Block.paragraph("All went well."));
    play.runWell();
    play.afterwards();

    SyncReport report = play.runWell();

    assertThat(report.changedAnything()).isFalse();
    assertThat(report.counts().unchanged()).isEqualTo(2);
    assertThat(play.dingTalk.requests().counts().keySet())
        .isEqualTo(Set.of("token", "user", "drive.spaces", "drive.mySpaces", "dentries.listAll"));
    assertThat(play.ragflow.requests().counts()).isEqualTo(Map.of("datasets.list", 1));
  }
}
