package io.kbsync.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {

  @Test
  void spaces_separate_and_an_escaped_space_does_not() {
    assertThat(PathPatterns.parse("  a   b\\ c d ").entries())
        .extracting(PathEntry::written)
        .containsExactly("a", "b\\ c", "d");
    assertThat(PathPatterns.parse("b\\ c").entries())
        .extracting(PathEntry::literal)
        .containsExactly("b c");
  }

  @Test
  void every_other_backslash_stays() {
    assertThat(PathPatterns.parse("a\\.b\\\\ c\\d").entries())
        .extracting(PathEntry::literal)
        .containsExactly("a\\.b\\\\", "c\\d");
  }

  @Test
  void nothing_is_an_empty_list() {
    assertThat(PathPatterns.parse("").isEmpty()).isTrue();
    assertThat(PathPatterns.parse("   ").isEmpty()).isTrue();
    assertThat(PathPatterns.NONE.isEmpty()).isTrue();
  }

  @Test
  void what_is_no_regular_expression_is_explained_with_caret_and_escaped_spelling() {
    assertThatThrownBy(() -> PathPatterns.parse("ok Report\\ (draft"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            The entry Report\\ (draft is no regular expression: Unclosed group
                Report (draft
                             ^
              If it is meant as text, write: Report\\ \\(draft\
            """);
  }

  @Test
  void the_caret_stands_below_the_place_with_chinese_names_too() {
    assertThatThrownBy(() -> PathPatterns.parse("报告[草稿"))
        .hasMessageContaining("\n    报告[草稿\n    \u3000\u3000 \u3000^\n");
  }

  @Test
  void a_wildcard_of_the_shell_is_told_as_a_regular_expression() {
    assertThatThrownBy(() -> PathPatterns.parse("*.docx"))
        .hasMessageContaining("write: \\*\\.docx\n")
        .hasMessageContaining("write: .*\\.docx");
  }

  @Test
  void every_broken_entry_is_explained_at_once() {
    assertThatThrownBy(() -> PathPatterns.parse("*a good [b"))
        .hasMessageContaining("The entry *a is")
        .hasMessageContaining("The entry [b is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a(?=b)", "(?<!a)b", "(a)\\1", "a++b", "\\u4e00", "(?>a)b", "\\p{IsHan}+"})
  void what_only_the_slower_engine_knows_is_taken_with_a_warning(String entry) {
    assertThat(PathPatterns.parse(entry).warnings())
        .singleElement()
        .asString()
        .contains(entry, "linear time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[一-龥]+", "\\p{Han}", "(?i)report", "a{1,3}", "\\Qa.b\\E", "a|b"})
  void what_runs_in_linear_time_is_taken_without_a_word(String entry) {
    assertThat(PathPatterns.parse(entry).warnings()).isEmpty();
  }

  @Test
  void a_deeply_nested_entry_is_an_explained_error_not_a_crash() {
    String nested = "(".repeat(5_000) + ")".repeat(5_000);
    try {
      PathPatterns.parse(nested);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("no regular expression");
    }
  }
}
