package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

  @Test
  void ordinary_text_stays_as_it_is() {
    String text = "Bericht 报告 🎉 ‘a’ – é.docx";
    assertThat(Visible.of(text)).isSameAs(text);
  }

  @Test
  void what_acts_is_escaped() {
    assertThat(Visible.of("a\u001b[2J\r\n\tb\u0007\u009b1m"))
        .isEqualTo("a\\u001b[2J\\r\\n\\tb\\u0007\\u009b1m");
    assertThat(Visible.of("cod\u202egpj.exe")).isEqualTo("cod\\u202egpj.exe");
    assertThat(Visible.ofJson("{\n  \"a\": \"\u009b2J\u202e\"\n}"))
        .isEqualTo("{\n  \"a\": \"\\u009b2J\\u202e\"\n}");
    assertThat(Visible.of("half \ud83c")).isEqualTo("half \\ud83c");
  }
}
