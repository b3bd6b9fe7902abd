package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.Interaction.Answer;
import io.kbsync.api.Interaction.Prompt;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalInteractionTest {

  @TempDir private Path folder;

  @Test
  void a_person_reads_the_question_and_finds_the_code_as_a_picture_too() throws Exception {
    ScriptedTerminal terminal = ScriptedTerminal.person();
    try (Prompt prompt = ask(terminal)) {
      assertThat(terminal.err())
          .contains("Log on, please.\nIt is for a test.\n")
          .contains("Press Enter");
      assertThat(prompt.answer()).isEqualTo(Answer.WAITING);
      prompt.showQr(QrTextTest.png("https://login.example.com/1"));
      assertThat(terminal.err()).contains("\u2588").contains(picture().toString());
      assertThat(picture()).exists();
    }
    assertThat(picture()).doesNotExist();
  }

  @Test
  void enter_says_that_it_is_done() {
    try (Prompt prompt = ask(ScriptedTerminal.person(""))) {
      assertThat(prompt.answer()).isEqualTo(Answer.DONE);
    }
  }

  @Test
  void without_a_terminal_nobody_answers_and_the_question_comes_with_the_code() throws Exception {
    ScriptedTerminal pipe = ScriptedTerminal.pipe("", "");
    try (Prompt prompt = ask(pipe)) {
      assertThat(prompt.answer()).isEqualTo(Answer.NOBODY);
      assertThat(pipe.err()).isEmpty();
      prompt.showQr(QrTextTest.png("https://login.example.com/1"));
      prompt.showQr(QrTextTest.png("https://login.example.com/2"));
      assertThat(pipe.err()).containsOnlyOnce("Log on, please").contains(picture().toString());
      assertThat(Files.readAllBytes(picture()))
          .isEqualTo(QrTextTest.png("https://login.example.com/2"));
      assertThat(prompt.answer()).isEqualTo(Answer.NOBODY);
    }
  }

  private Prompt ask(ScriptedTerminal terminal) {
    return new TerminalInteraction(terminal, terminal.screen(), picture())
        .open("Log on, please.\nIt is for a test.");
  }

  private Path picture() {
    return folder.resolve("job.login.png");
  }
}
