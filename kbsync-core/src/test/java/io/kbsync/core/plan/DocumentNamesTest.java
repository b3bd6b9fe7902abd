package io.kbsync.core.plan;

import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.sink.NameRules;
import io.kbsync.api.source.FileId;
import io.kbsync.core.memory.MemorySink;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentNamesTest {

  private static final FileId FILE = new FileId("f1");

  /** Takes no slashes, and holds names for equal that differ in case. */
  private static final NameRules STRICT = MemorySink.RULES;

  private final DocumentNames names = new DocumentNames(STRICT);

  @Test
  void the_files_own_name_comes_first_then_its_folder_then_a_short_id() {
    List<String> candidates = names.candidates("May.docx", "Base/Reports/May.docx", FILE);

    assertThat(candidates).hasSize(3);
    assertThat(candidates.get(0)).isEqualTo("May.docx");
    assertThat(candidates.get(1)).isEqualTo("May (Reports).docx");
    assertThat(candidates.get(2)).matches("May \\([0-9a-f]{6}\\)\\.docx");
  }

  @Test
  void directly_below_the_root_the_roots_name_is_the_folder() {
    assertThat(names.candidates("May.docx", "Base/May.docx", FILE)).contains("May (Base).docx");
  }

  @Test
  void a_name_without_an_ending_gets_its_suffix_at_the_end() {
    assertThat(names.candidates("README", "Base/Reports/README", FILE))
        .startsWith("README", "README (Reports)");
    assertThat(names.candidates(".profile", "Base/Reports/.profile", FILE))
        .startsWith(".profile", ".profile (Reports)");
  }

  @Test
  void candidates_are_names_that_the_sink_can_hold() {
    assertThat(names.candidates("a/b.txt", "Base/x/a/b.txt", FILE))
        .allMatch(name -> name.equals(STRICT.clean(name)));
  }

  @Test
  void candidates_are_the_same_every_time_and_no_two_of_them_are_equal() {
    forAll(
        2_000,
        random -> {
          String name = text(random);
          String path = "Base/" + text(random) + "/" + name;
          List<String> first = names.candidates(name, path, FILE);
          assertThat(first).doesNotHaveDuplicates().isNotEmpty();
          assertThat(first.get(0)).isEqualTo(STRICT.clean(name));
          assertThat(names.candidates(name, path, FILE)).isEqualTo(first);
        });
  }

  @Test
  void two_files_of_one_name_in_one_folder_end_in_different_names() {
    List<String> one = names.candidates("May.docx", "Base/May.docx", new FileId("f1"));
    List<String> other = names.candidates("May.docx", "Base/May.docx", new FileId("f2"));

    assertThat(one.get(2)).isNotEqualTo(other.get(2));
  }

  @Test
  void the_sink_says_which_names_are_equal() {
    assertThat(names.sameKey("MAY.docx")).isEqualTo(names.sameKey("may.docx"));
  }

  private static String text(Random random) {
    String letters = "ab./ ()会😀";
    int[] codePoints = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder("n");
    for (int length = random.nextInt(8); length > 0; length--) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }
}
