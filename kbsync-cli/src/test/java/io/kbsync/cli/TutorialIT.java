package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.ragflow.RagflowDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person does who follows the tutorial, in an empty folder with the program and a config.
 */
class TutorialIT {

  private static final List<String> START =
      List.of(
          "INFO config SourceType=DingDing, SinkType=RagFlow",
          "INFO config whiteList=, blackList=",
          "INFO config ragflowUrl=http://127\\.0\\.0\\.1:\\d+, ragflowApiKey=Bearer ragflow-\\w{4}\\*{4}",
          "INFO config ragflowDatasetId=[0-9a-f]{32}",
          "INFO config dingDingClientId=dingsimu\\*{4}, dingDingClientSecret=\\*{4}",
          "INFO config dingDingUserId=0127133390815010",
          "INFO Verifying RAGFlow connection\\.\\.\\.",
          "INFO Attempting to list datasets to validate the connection\\.\\.\\.",
          "INFO Successfully found matching dataset: Name='test', ID='[0-9a-f]{32}'",
          "INFO RAGFlow connection verified successfully\\.",
          "INFO Starting DingTalk authentication process\\.\\.\\.",
          "INFO Waiting for the initial app access token\\.\\.\\.",
          "INFO App access token refresh loop started\\.",
          "INFO Attempting to refresh the app access token\\.\\.\\.",
          "INFO \\{'headers': \\{.*\\}, 'statusCode': 200, 'body': \\{'accessToken': '\\w{4}\\*{4}',"
              + " 'expireIn': 7200\\}\\}",
          "INFO set dingding access token: \\w{4}\\*{4}",
          "INFO set dingding access token expires in: 7200",
          "INFO App access token refreshed successfully\\. Next refresh scheduled in 6600 seconds\\.",
          "INFO Waiting 6600 seconds until the next token refresh\\.",
          "INFO Initial app access token acquired\\.",
          "INFO Fetching user UnionID\\.\\.\\.",
          "INFO set dingding union id: \\w{4}\\*{4}",
          "INFO Successfully fetched UnionID\\.");

  @TempDir private Path folder;

  @Test
  void a_person_sees_the_lines_they_know_answers_two_questions_and_finds_the_files_searchable()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      RunningProgram program = ground.startOnTerminal("--config config");
      program.awaitOut("Data source:");
      program.awaitOut("Number: ");
      program.type("1\n");
      program.awaitOut("Folder in Knowledge base:");
      program.awaitOut("Handbook (OWNER)");
      program.type("2\n");
      program.awaitOut("Next sync at");
      program.type("\u0003");
      assertThat(program.exitCode()).isEqualTo(130);

      List<String> lines = RunningProgram.withoutCarriageReturns(program.out());
      for (int i = 0; i < START.size(); i++) {
        assertThat(lines.get(i)).matches(START.get(i));
      }
      assertThat(Pattern.compile("Number: ").matcher(program.out()).results()).hasSize(2);
      assertThat(ground.ragflow.dataset().documents())
          .extracting(RagflowDocument::name)
          .contains("Travel.docx", "欢迎 Welcome.docx", "Security.pdf");
      assertThat(ground.ragflow.dataset().documents()).allMatch(RagflowDocument::searchable);
    }
  }

  @Test
  void on_a_terminal_enter_takes_what_was_chosen_last_time()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      RunningProgram first = ground.startOnTerminal("--config config --once");
      first.awaitOut("Number: ");
      first.type("2\n");
      first.awaitOut("Team files");
      first.type("2\n");
      assertThat(first.exitCode()).isZero();

      RunningProgram second = ground.startOnTerminal("--config config --once");
      second.awaitOut("Number [2]: ");
      second.type("\n");
      second.awaitOut("Team files");
      second.awaitOut("Number [2]: ");
      second.type("\n");
      assertThat(second.exitCode()).isZero();
      assertThat(second.out()).containsPattern("stored +0").containsPattern("unchanged +5");
    }
  }

  @Test
  void a_pipe_answers_both_questions_and_the_next_run_needs_none()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      RunningProgram first = ground.startWithInput("--config", "config", "--once");
      first.type("2\n2\n");
      first.endInput();
      assertThat(first.exitCode()).as(first.everything()).isZero();
      assertThat(first.out()).containsPattern("stored +5").doesNotContain("Data source");

      RunningProgram second = ground.start("--config", "config", "--once");
      assertThat(second.exitCode()).isZero();
      assertThat(second.err()).contains("2, as last time");
      assertThat(second.out()).containsPattern("stored +0").containsPattern("unchanged +5");
    }
  }

  @Test
  void a_pipe_without_answers_or_with_a_wrong_one_ends_with_exit_code_2()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      RunningProgram silent = ground.start("--config", "config", "--once");
      assertThat(silent.exitCode()).isEqualTo(2);
      assertThat(silent.out()).contains("ERROR dingDingSource: ").contains("--source");

      RunningProgram wrong = ground.startWithInput("--config", "config", "--once");
      wrong.type("2\n9\n");
      wrong.endInput();
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.out()).contains("answered with '9'").contains("from 1 to 2");
      assertThat(ground.ragflow.dataset().size()).isZero();
    }
  }
}
