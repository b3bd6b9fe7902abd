package io.kbsync.sink.ragflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RagflowNamesTest {

  private final RagflowNames names = new RagflowNames(TypeMap.DEFAULT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "报告 2026.docx|报告 2026.docx",
        "../../x.txt|.._.._x.txt",
        "a\\b.txt|a_b.txt",
        " padded .txt |padded .txt",
        "\u3000全角.pdf\u00a0|全角.pdf",
        "smile 😀.md|smile _.md",
        "𠀀𠀁.docx|__.docx",
        "server.log|server.log.txt",
        "CONFIG.YAML|CONFIG.YAML.txt",
        "README|README.txt",
        ".gitignore|.gitignore.txt",
        "\u3000.md|_.md",
        "cod\u202egpj.md|cod_gpj.md",
        "Report v1.2|Report v1.2.txt",
        "setup.exe|setup.exe",
        " |_.txt",
      })
  void a_name_is_replaced_by_the_nearest_one(String name, String clean) {
    assertThat(names.clean(name)).isEqualTo(clean);
  }

  @Test
  void control_characters_and_lone_halves_of_characters_are_replaced() {
    assertThat(names.clean("a\nb\tc\u0000d\u2028e\ud800f.txt")).isEqualTo("a_b_c_d_e_f.txt");
    assertThat(names.clean("")).isEqualTo("_.txt");
  }

  @Test
  void a_long_name_is_shortened_stably_and_keeps_its_ending() {
    String name = "很长的名字".repeat(60) + ".DOCX";
    String clean = names.clean(name);
    assertThat(clean.getBytes(StandardCharsets.UTF_8).length).isBetween(245, 255);
    assertThat(clean).matches("很长的名字.*~[0-9a-f]{6}\\.DOCX");
    assertThat(names.clean(name)).isEqualTo(clean);
    assertThat(names.clean("很长的名字".repeat(61) + ".DOCX")).isNotEqualTo(clean);
  }

  @Test
  void a_long_name_without_an_ending_is_shortened_too() {
    assertThat(names.clean("x".repeat(300))).hasSize(255).endsWith(".txt");
    assertThat(names.clean("x".repeat(300) + ".exe")).hasSize(255).endsWith(".exe");
  }

  @Test
  void cleaning_twice_is_cleaning_once() {
    Random random = new Random(42);
    String alphabet = "a.Z/ \\\u3000报é\u0301😀~_\u0000.log.txt";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder name = new StringBuilder();
      random
          .ints(random.nextInt(i % 10 == 0 ? 400 : 12), 0, alphabet.length())
          .forEach(at -> name.append(alphabet.charAt(at)));
      String clean = names.clean(name.toString());
      assertThat(names.clean(clean)).isEqualTo(clean);
      assertThat(clean.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 255);
      assertThat(clean).doesNotContainPattern("[/\\\\\\p{Cntrl}]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "A.txt|a.txt",
        "é.txt|e\u0301.txt",
        "é.txt|E.txt",
        "报告1.docx|报告１.docx",
        "ﬁle.txt|file.txt",
        "Straße.txt|STRASSE.txt",
        "name |name",
        "かな.txt|カナ.txt",
        "ば.txt|は.txt",
        "a\u200bb.txt|ab.txt",
        "Ærø.txt|aero.txt",
      })
  void names_that_the_database_holds_for_equal_have_one_key(String one, String other) {
    assertThat(names.sameKey(one)).isEqualTo(names.sameKey(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.txt", "a.md", " a.txt", "a(1).txt", "告.txt"})
  void other_names_have_other_keys(String other) {
    assertThat(names.sameKey(other)).isNotEqualTo(names.sameKey("a.txt"));
  }
}
