package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.http.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run that went wrong says, and how it ends. */
class ExitCodeIT {

  @TempDir private Path folder;

  @Test
  void a_broken_config_ends_before_any_network_call() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      ground.setInConfig("blackList", "(");
      ground.addToConfig("whitelst=x");
      RunningProgram program = ground.syncAll();
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.out())
          .contains("ERROR config:2: blackList: ")
          .containsPattern("ERROR config:\\d+: whitelst: .*whiteList");
      assertThat(ground.ragflow.requests().total() + ground.dingTalk.requests().total()).isZero();
    }
  }

  @Test
  void a_wrong_key_is_a_matter_of_credentials() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      ground.setInConfig("ragflowApiKey", "Bearer ragflow-wrongwrongwrong");
      RunningProgram program = ground.syncAll();
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(4);
      assertThat(program.out()).contains("ERROR ").doesNotContain("wrongwrongwrong");
    }
  }

  @Test
  void a_dataset_that_is_not_there_is_a_value_refused() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      ground.setInConfig("ragflowDatasetId", "00000000000011f0a3d700163e0c2b1a");
      RunningProgram program = ground.syncAll();
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(2);
      assertThat(program.out()).contains("ERROR ").contains("00000000000011f0a3d700163e0c2b1a");
    }
  }

  @Test
  void a_user_who_does_not_exist_is_a_value_refused() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      ground.setInConfig("dingDingUserId", "0000");
      RunningProgram program = ground.syncAll();
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(2);
      assertThat(program.out()).contains("ERROR ").contains("0000");
    }
  }

  @Test
  void a_server_that_is_away_ends_the_first_pass() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      ground.setInConfig("ragflowUrl", "http://127.0.0.1:9");
      RunningProgram program = ground.syncAll();
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(4);
      assertThat(program.out()).contains("ERROR ").contains("127.0.0.1:9");
    }
  }

  @Test
  void a_server_that_fails_while_the_roots_are_looked_up_ends_a_single_sync_with_its_reason()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      ground.dingTalk.faults().on("drive.spaces").inject(Fault.status(503));
      RunningProgram program = ground.syncAll();
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(4);
      assertThat(program.out()).contains("ERROR ", "HTTP 503").doesNotContain("Exception");
    }
  }

  @Test
  void a_file_that_cannot_be_searched_is_a_failure_of_that_file()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.ragflow.parsing().failWhere(d -> d.name().equals("Notes.md"), "no model");
      RunningProgram program = ground.syncAll();
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(1);
      assertThat(program.out()).containsPattern("not searchable +1").contains("Notes.md");
    }
  }

  @Test
  void documents_that_were_there_before_stop_a_run_that_nobody_watches()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.ragflow.dataset().upload("Travel.docx", "by hand");
      RunningProgram program = ground.syncAll();
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(2);
      assertThat(program.out()).contains("existing=adopt").contains("existing=beside");
      assertThat(ground.ragflow.dataset().size()).isEqualTo(1);

      ground.addToConfig("existing=beside");
      RunningProgram decided = ground.syncAll();
      assertThat(decided.exitCode()).as(decided.everything()).isZero();
      assertThat(ground.ragflow.dataset().named("Travel.docx").orElseThrow().content())
          .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("by hand".getBytes()));
    }
  }

  @Test
  void a_permission_that_is_missing_is_named_by_check_with_its_scope_code()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.dingTalk.quirks().revoke(Permission.STORAGE_DOWNLOAD);
      RunningProgram program = ground.startWithInput("check", "--config", "config");
      program.type("1\n2\n");
      program.endInput();
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(4);
      assertThat(program.out()).contains("(Storage.DownloadInfo.Read): MISSING; ");
    }
  }

  @Test
  void a_space_without_files_is_in_sync() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      RunningProgram program = ground.startWithInput("--config", "config", "--once");
      program.type("2\n1\n");
      program.endInput();
      assertThat(program.exitCode()).as(program.everything()).isZero();
      assertThat(program.out()).containsPattern("listed +0");
    }
  }
}
