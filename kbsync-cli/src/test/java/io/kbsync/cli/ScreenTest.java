package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ScriptedTerminal terminal = ScriptedTerminal.person();

  @Test
  void a_line_passes_above_the_status() {
    terminal.screen().status("50 %");
    terminal.screen().err("hello");
    assertThat(terminal.err()).isEqualTo("50 %\r\u001b[2Khello\n50 %");
  }

  @Test
  void without_a_status_nothing_acts_on_the_terminal() {
    terminal.screen().err("hello");
    terminal.screen().out("result");
    terminal.screen().status("");
    assertThat(terminal.err()).isEqualTo("hello\n");
    assertThat(terminal.out()).isEqualTo("result\n");
  }
}
