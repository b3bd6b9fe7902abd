package io.kbsync.examples.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNamesTest {

  private final FolderNames names = new FolderNames();

  @ParameterizedTest
  @CsvSource({
    "Report May.docx, Report May.docx",
    "报告 😀.txt, 报告 😀.txt",
    "../../x, _._.._x",
    "a/b\\c.txt, a_b_c.txt",
    "what?.txt, what_.txt",
    ".kbsync, _kbsync",
    "., _",
    ".., __",
    "'', _",
    "'ends with a space ', ends with a space_"
  })
  void a_name_becomes_the_nearest_one_that_is_safe(String name, String clean) {
    assertThat(names.clean(name)).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "..", ".. ", "a\u0000b", "\ud800.txt", "很.长", "/etc/passwd"})
  void a_clean_name_stays_clean_and_in_the_folder(String name) {
    String clean = names.clean(name);
    assertThat(names.clean(clean)).isEqualTo(clean);
    assertThat(Path.of("folder").resolve(clean).normalize().getParent())
        .isEqualTo(Path.of("folder"));
  }

  @Test
  void a_long_name_is_cut_between_characters_and_keeps_its_ending() {
    String clean = names.clean("😀".repeat(100) + ".docx");
    assertThat(clean).isEqualTo("😀".repeat(48) + ".docx");
    assertThat(clean.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(200);
    assertThat(names.clean(clean)).isEqualTo(clean);
  }

  @Test
  void an_ending_that_is_a_name_of_its_own_is_cut_too() {
    assertThat(names.clean("a." + "b".repeat(300))).hasSize(200).startsWith("a.bbb");
  }
}
