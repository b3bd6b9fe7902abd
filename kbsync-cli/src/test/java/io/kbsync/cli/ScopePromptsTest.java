package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import io.kbsync.core.config.ConfigException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopePromptsTest {

  private static final Scope BASES = Scope.branch("KnowledgeBase", "Knowledge base");
  private static final Scope DRIVE = Scope.branch("Drive", "Drive");
  private static final List<Scope> KINDS = List.of(BASES, DRIVE);
  private static final Scope TEAM = leaf("t1", "Team");
  private static final Scope SALES = leaf("s1", "Sales");

  private static Scope leaf(String id, String name) {
    return Scope.leaf(id, name, new Root(id, name));
  }

  private static ScopePrompts prompts(ScriptedTerminal terminal) {
    return new ScopePrompts(
        new NumberedChoice(terminal, terminal.screen()), List.of("kindKey", "rootKey"));
  }

  @Test
  void a_person_chooses_by_number() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.person("2", "1");
    ScopePrompts prompts = prompts(terminal);
    assertThat(prompts.ask(0, KINDS, Optional.empty())).isSameAs(DRIVE);
    assertThat(prompts.ask(1, List.of(TEAM, SALES), Optional.empty())).isSameAs(TEAM);
    assertThat(terminal.err())
        .isEqualTo(
            "Data source:\n  1  Knowledge base\n  2  Drive\nNumber: "
                + "Folder in Drive:\n  1  Team\n  2  Sales\nNumber: ");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void enter_takes_the_choice_of_last_time_that_stands_in_brackets() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.person("");
    assertThat(prompts(terminal).ask(0, KINDS, Optional.of(Scope.branch("Drive", "old name"))))
        .isSameAs(DRIVE);
    assertThat(terminal.err()).endsWith("Number [2]: ");
  }

  @Test
  void a_person_is_asked_again_after_a_wrong_number() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.person("3", "0", "-1", "two", "", "1");
    assertThat(prompts(terminal).ask(0, KINDS, Optional.empty())).isSameAs(BASES);
    assertThat(terminal.err()).containsOnlyOnce("Data source:");
    assertThat(terminal.err().split("Please type a number from 1 to 2\\.")).hasSize(6);
  }

  @Test
  void a_person_who_ends_the_input_gets_no_choice_made_for_them() throws ConfigException {
    assertThatThrownBy(() -> prompts(ScriptedTerminal.person()).ask(0, KINDS, Optional.empty()))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void a_pipe_answers_with_the_lines_it_has() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.pipe("2", " 1 ");
    ScopePrompts prompts = prompts(terminal);
    assertThat(prompts.ask(0, KINDS, Optional.of(BASES))).isSameAs(DRIVE);
    assertThat(prompts.ask(1, List.of(TEAM, SALES), Optional.of(SALES))).isSameAs(TEAM);
    assertThat(terminal.err()).contains("Number [1]: 2\n");
  }

  @Test
  void at_the_end_of_a_pipe_the_choice_of_last_time_holds() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.pipe("2");
    ScopePrompts prompts = prompts(terminal);
    assertThat(prompts.ask(0, KINDS, Optional.empty())).isSameAs(DRIVE);
    assertThat(prompts.ask(1, List.of(TEAM, SALES), Optional.of(SALES))).isSameAs(SALES);
    assertThat(terminal.err()).endsWith("Number [2]: 2, as last time\n");
  }

  @Test
  void a_pipe_without_an_answer_is_told_what_to_do() throws ConfigException {
    assertThatThrownBy(() -> prompts(ScriptedTerminal.pipe()).ask(0, KINDS, Optional.empty()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'Data source:' was not answered")
        .hasMessageContaining("kindKey")
        .hasMessageContaining("--source");
  }

  @Test
  void a_wrong_number_in_a_pipe_is_not_asked_again() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.pipe("7", "1");
    assertThatThrownBy(() -> prompts(terminal).ask(1, List.of(TEAM, SALES), Optional.of(TEAM)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("answered with '7'")
        .hasMessageContaining("from 1 to 2")
        .hasMessageContaining("rootKey");
    assertThat(terminal.everythingRead()).isFalse();
  }

  @Test
  void a_choice_that_is_no_longer_offered_is_not_taken() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.pipe();
    assertThatThrownBy(
            () -> prompts(terminal).ask(1, List.of(TEAM), Optional.of(leaf("gone", "Gone"))))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void roles_stand_beside_the_names_and_warnings_below_them() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.person("1");
    Scope poor = SALES.withDetail("reader").withWarning("files cannot be downloaded");
    prompts(terminal).ask(1, List.of(TEAM.withDetail("manager"), poor), Optional.empty());
    assertThat(terminal.err())
        .contains("  1  Team (manager)\n")
        .contains("  2  Sales (reader)\n     WARN files cannot be downloaded\n");
  }

  @Test
  void a_name_cannot_act_on_the_terminal() throws ConfigException {
    ScriptedTerminal terminal = ScriptedTerminal.person("1");
    prompts(terminal).ask(1, List.of(leaf("x", "evil\u001b[2J\nname")), Optional.empty());
    assertThat(terminal.err()).contains("evil\\u001b[2J\\nname");
  }
}
