package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  private final ScriptedTerminal terminal = ScriptedTerminal.pipe();

  @TempDir private Path folder;

  private int run(String... args) {
    return Main.run(terminal.program(), args);
  }

  @Test
  void without_a_config_the_usage_is_wrong() {
    assertThat(run()).isEqualTo(2);
    assertThat(terminal.err()).contains("--config=FILE").contains("KBSync --help");
  }

  @Test
  void an_unknown_option_is_named() {
    assertThat(run("status", "--confg", "x")).isEqualTo(2);
    assertThat(terminal.err()).contains("--confg").contains("KBSync status --help");
  }

  @Test
  void a_mistyped_command_gets_the_right_one_suggested() {
    assertThat(run("chekc", "--config", "config")).isEqualTo(2);
    assertThat(terminal.err()).contains("chekc").contains("Did you mean check");
  }

  @Test
  void so_does_one_that_stands_behind_the_options() {
    assertThat(run("--config", "config", "chekc")).isEqualTo(2);
    assertThat(terminal.err()).contains("chekc").contains("Did you mean check?");
  }

  @Test
  void a_word_that_is_like_no_command_gets_none_suggested() {
    assertThat(run("--config", "config", "everything")).isEqualTo(2);
    assertThat(terminal.err()).contains("everything").doesNotContain("Did you mean");
  }

  @Test
  void a_mistyped_option_gets_the_right_one_suggested() {
    assertThat(run("--confg=config")).isEqualTo(2);
    assertThat(terminal.err()).contains("--confg").contains("Did you mean --config");
  }

  @Test
  void a_missing_config_is_explained() {
    assertThat(run("--config", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(terminal.out()).startsWith("ERROR ").contains("none");
  }

  @Test
  void every_problem_of_a_config_is_a_line_of_its_own() throws IOException {
    Path config = Files.writeString(folder.resolve("config"), "whiteList=(\nsourceType=nobody\n");
    assertThat(run("--config", config.toString(), "--once")).isEqualTo(2);
    assertThat(terminal.out())
        .contains("ERROR config:1: whiteList: ")
        .contains("ERROR config:2: sourceType: ");
  }

  @Test
  void a_log_file_that_cannot_be_made_is_a_mistake_in_the_config_and_says_what_to_do()
      throws IOException {
    Path config = completeConfig("logFile=missing/x.log");

    assertThat(run("--config", config.toString(), "--once")).isEqualTo(2);

    assertThat(terminal.out())
        .startsWith("ERROR logFile: The log file " + folder.resolve("missing/x.log"))
        .contains("(no such folder). Make its folder");
  }

  @Test
  void a_report_that_could_not_be_written_is_told_before_anything_is_synced() throws IOException {
    Path config = completeConfig("");
    for (Path place : List.of(folder.resolve("missing/report.json"), folder)) {
      assertThat(run("--config", config.toString(), "--once", "--report", place.toString()))
          .isEqualTo(2);
      assertThat(terminal.err()).contains("The report cannot be written to " + place);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(config);
    }
  }

  private Path completeConfig(String line) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"),
            """
            sinkType=RagFlow
            sourceType=DingDing
            ragflowUrl=http://localhost:1
            ragflowApiKey=Bearer ragflow-x
            ragflowDatasetId=0123456789abcdef0123456789abcdef
            dingDingClientId=ding
            dingDingClientSecret=secret
            dingDingUserId=user
            """
                + line
                + "\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    return config;
  }

  @Test
  void describe_prints_every_key() {
    assertThat(run("describe")).isZero();
    assertThat(terminal.out()).contains("whiteList").contains("syncInterval");
  }

  @Test
  void a_config_that_cannot_be_read_is_explained() {
    assertThat(run("--config", folder.toString())).isEqualTo(2);
    assertThat(terminal.out()).startsWith("ERROR ").doesNotContain("defect");
  }

  @Test
  void a_missing_key_is_named_by_every_command() throws IOException {
    Path config = Files.writeString(folder.resolve("config"), "sourceType=DingDing\n");
    assertThat(run("status", "--config", config.toString())).isEqualTo(2);
    assertThat(terminal.out()).contains("ERROR ").contains("sinkType");
  }

  @Test
  void every_command_explains_itself() {
    for (String command :
        List.of(
            "check",
            "describe",
            "pause",
            "resume",
            "status",
            "approve-removals",
            "forget",
            "demo")) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(run("--help")).isZero();
    assertThat(run("--version")).isZero();
  }
}
