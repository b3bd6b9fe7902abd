package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.config.ExistingPolicy;
import org.junit.jupiter.api.Test;

class ExistingPromptTest {

  private static ExistingPrompt prompt(ScriptedTerminal terminal) {
    return new ExistingPrompt(terminal, terminal.screen());
  }

  @Test
  void a_person_decides_what_becomes_of_documents_that_were_there_before() {
    assertThat(prompt(ScriptedTerminal.person("1")).decide(3, "a.docx"))
        .contains(ExistingPolicy.ADOPT);
    assertThat(prompt(ScriptedTerminal.person("2")).decide(3, "a.docx"))
        .contains(ExistingPolicy.BESIDE);
    assertThat(prompt(ScriptedTerminal.person("3")).decide(3, "a.docx")).isEmpty();
  }

  @Test
  void the_question_says_how_many_they_are() {
    ScriptedTerminal terminal = ScriptedTerminal.person("3");
    assertThat(prompt(terminal).decide(3, "a.docx")).isEmpty();
    assertThat(terminal.err()).contains("3 documents").contains("'a.docx'");
  }

  @Test
  void a_person_who_does_not_answer_stops() {
    assertThat(prompt(ScriptedTerminal.person()).decide(3, "a.docx")).isEmpty();
  }

  @Test
  void a_pipe_is_not_asked() {
    ScriptedTerminal terminal = ScriptedTerminal.pipe("1");
    assertThat(prompt(terminal).decide(3, "a.docx")).isEmpty();
    assertThat(terminal.everythingRead()).isFalse();
    assertThat(terminal.err()).isEmpty();
  }
}
