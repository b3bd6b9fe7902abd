package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.ragflow.RagflowDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One pass after another, each in a process of its own. */
class OnceIT {

  private static final int FILES = 14;

  @TempDir private Path folder;

  @Test
  void a_second_run_uploads_nothing_and_updates_nothing_and_a_third_moves_what_changed()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      RunningProgram first = ground.syncAll("--report", "report.json");
      assertThat(first.exitCode()).as(first.everything()).isZero();
      assertThat(first.out()).containsPattern("stored +" + FILES);
      assertThat(ground.ragflow.dataset().documents()).hasSize(FILES);
      assertThat(Files.readString(folder.resolve("report.json"))).contains("\"stored\": " + FILES);

      ground.ragflow.requests().reset();
      RunningProgram second = ground.syncAll();
      assertThat(second.exitCode()).isZero();
      assertThat(ground.ragflow.requests().counts())
          .doesNotContainKeys(
              "documents.upload", "documents.update", "documents.delete", "documents.parse");

      ground.world.change();
      RunningProgram third = ground.syncAll();
      assertThat(third.exitCode()).isZero();
      assertThat(third.out())
          .containsPattern("stored +2")
          .containsPattern("replaced +2")
          .containsPattern("relabelled +1")
          .containsPattern("removed +1");
      assertThat(ground.ragflow.dataset().documents())
          .hasSize(FILES + 1)
          .allMatch(RagflowDocument::searchable)
          .extracting(RagflowDocument::name)
          .contains("Canteen.md", "News.md", "新文件.txt")
          .doesNotContain("Notes.md", "会议纪要.txt");
    }
  }

  @Test
  void no_secret_of_the_config_is_in_any_output_at_the_most_verbose_level()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.addToConfig("logFile=kbsync.log");
      RunningProgram program = ground.syncAll("-vv", "--report", "report.json");
      assertThat(program.exitCode()).isZero();
      String everything =
          program.everything()
              + Files.readString(folder.resolve("kbsync.log"))
              + Files.readString(folder.resolve("report.json"));
      assertThat(everything)
          .contains("DEBUG ")
          .doesNotContain(ground.ragflow.apiKey())
          .doesNotContain(ground.dingTalk.clientSecret());
    }
  }

  @Test
  void a_rehearsal_says_what_it_would_do_and_does_not_do_it()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      RunningProgram program = ground.syncAll("--dry-run");
      assertThat(program.exitCode()).as(program.everything()).isZero();
      assertThat(program.out())
          .contains("INFO Would store: 员工手册 Handbook/制度 Rules/Travel.docx")
          .contains("nothing was written");
      assertThat(ground.ragflow.dataset().size()).isZero();
      assertThat(ground.syncAll().out()).containsPattern("stored +" + Playground.UPLOADED_FILES);
    }
  }

  @Test
  void verify_finds_what_is_missing_each_time_it_is_asked()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.addToConfig("dingDingSource=KnowledgeBase Drive");
      ground.addToConfig("dingDingRoot=*");
      assertThat(ground.syncAll().exitCode()).isZero();
      RunningProgram first = ground.start("verify", "--config", "config");
      assertThat(first.exitCode()).as(first.everything()).isZero();
      assertThat(first.out()).doesNotContain("WARN");

      ground.ragflow.dataset().delete(ground.ragflow.dataset().named("Travel.docx").get().id());
      RunningProgram second = ground.start("verify", "--config", "config");

      assertThat(second.exitCode()).as(second.everything()).isZero();
      assertThat(second.out())
          .containsPattern("WARN .*Travel\\.docx' is not in the dataset any more")
          .contains("Would store: 员工手册 Handbook/制度 Rules/Travel.docx");
      assertThat(ground.ragflow.dataset().size()).isEqualTo(Playground.UPLOADED_FILES - 1);
    }
  }

  @Test
  void check_tries_everything_and_writes_nothing() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      ground.setInConfig("blackList", "Trvel.docx");
      RunningProgram program = ground.startWithInput("check", "--config", "config");
      program.type("1\n2\n");
      program.endInput();
      assertThat(program.exitCode()).as(program.everything()).isZero();
      assertThat(program.out())
          .contains("INFO Successfully fetched UnionID.")
          .contains("permission ")
          .containsPattern("WARN .*Trvel\\.docx.*Travel\\.docx");
      assertThat(ground.ragflow.dataset().size()).isZero();
    }
  }

  @Test
  void quiet_leaves_the_summary() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      List<String> lines = ground.syncAll("-q").outLines();
      assertThat(lines.get(0)).startsWith("Sync of job config");
    }
  }

  @Test
  void the_demo_shows_both_reports_and_leaves_nothing_behind()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      RunningProgram program = ground.start("demo");
      assertThat(program.exitCode()).as(program.everything()).isZero();
      assertThat(program.out().split("Sync of job config")).hasSize(3);
      assertThat(program.out())
          .contains(
              DemoBrowser.find(System.getenv()).isPresent()
                  ? "Office plan.jpg"
                  : "the login in a browser is left out");
      Path left = Path.of(program.outLines().get(1).strip());
      assertThat(left.getFileName().toString()).startsWith("kbsync-demo-");
      assertThat(left).doesNotExist();
    }
  }
}
