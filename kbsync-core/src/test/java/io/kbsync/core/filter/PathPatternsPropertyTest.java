package io.kbsync.core.filter;

import static io.kbsync.core.filter.Paths.file;
import static io.kbsync.core.filter.Paths.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.SourcePath;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Laws that hold for whatever people write; a failing case says its seed. */
class PathPatternsPropertyTest {

  private static final int CASES = 4_000;
  private static final String LETTERS = "ab/ \\.*+?()[]{}|^$-一😀é\u0301\t\nQEp1,";
  private static final String NAME_LETTERS = "ab \\.*+?()[]{}|^$-一😀1";

  @Test
  void parsing_never_ends_in_anything_but_the_explained_error() {
    forAll(
        random -> {
          try {
            PathPatterns.parse(text(random, LETTERS, 12));
          } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("The entry ");
          }
        });
  }

  @Test
  void the_escaped_spelling_of_a_path_means_that_path() {
    forAll(
        random -> {
          String name = name(random);
          String within = "Folder/" + name;
          PathPatterns list = PathPatterns.parse(EntryProblem.escaped(within));
          assertThat(judge(PathPatterns.NONE, list, within)).isInstanceOf(Verdict.Excluded.class);
        });
  }

  @Test
  void a_path_that_can_be_written_as_it_is_means_itself() {
    forAll(
        random -> {
          String within = "Folder/" + name(random);
          PathPatterns list;
          try {
            list = PathPatterns.parse(within.replace("\\", "").replace(" ", "\\ "));
          } catch (IllegalArgumentException e) {
            return;
          }
          assertThat(judge(PathPatterns.NONE, list, within.replace("\\", "")))
              .isInstanceOf(Verdict.Excluded.class);
        });
  }

  @Test
  void a_list_on_both_sides_excludes() {
    forAll(
        random -> {
          String within = name(random) + "/" + name(random);
          PathPatterns list = PathPatterns.parse(EntryProblem.escaped(within));
          assertThat(judge(list, list, within)).isInstanceOf(Verdict.Excluded.class);
          assertThat(judge(list, PathPatterns.NONE, within)).isEqualTo(Verdict.INCLUDE);
        });
  }

  @Test
  void a_folder_that_holds_a_wanted_file_is_walked() {
    forAll(
        random -> {
          String within = text(random, "ab.", 3) + "/" + text(random, "ab.", 3) + "/x";
          PathPatterns list = PathPatterns.parse(text(random, "ab./", 6) + "x");
          if (judge(list, PathPatterns.NONE, within) == Verdict.INCLUDE) {
            SourcePath folder = path(within.substring(0, within.lastIndexOf('/')));
            PathListFilter filter = new PathListFilter(list, PathPatterns.NONE);
            assertThat(filter.mayContain(new Folder("id", null, "name"), folder))
                .as("%s in %s", list, within)
                .isTrue();
          }
        });
  }

  private static Verdict judge(PathPatterns white, PathPatterns black, String within) {
    SourcePath path = path(within);
    List<String> names = path.segments();
    return new PathListFilter(white, black).judge(file(names.get(names.size() - 1)), path);
  }

  private static String name(Random random) {
    return "n" + text(random, NAME_LETTERS, 8) + "e";
  }

  private static String text(Random random, String letters, int longest) {
    int[] codePoints = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(longest) + 1; length > 0; length--) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }

  private static void forAll(Consumer<Random> law) {
    for (long seed = 0; seed < CASES; seed++) {
      try {
        law.accept(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
