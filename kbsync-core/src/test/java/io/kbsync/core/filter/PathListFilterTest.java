package io.kbsync.core.filter;

import static io.kbsync.core.filter.Paths.file;
import static io.kbsync.core.filter.Paths.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.kbsync.api.filter.Filter;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathListFilterTest {

  @Test
  void an_empty_white_list_wants_everything() {
    assertThat(judge(filter("", ""), "Reports/May.docx")).isEqualTo(Verdict.INCLUDE);
    assertThat(enters(filter("", ""), "Reports")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Reports/May.docx", // the whole path
        "/Reports/May.docx", // a leading slash
        "Base/Reports/May.docx", // the root's name
        "/Base/Reports/May.docx",
        "Reports", // a folder above
        "Reports/", // a trailing slash
        "/Reports/",
        "Base/Reports",
        "Base", // the root is a folder above as well
        "/",
        "Reports/.*\\.docx", // a regular expression
        "/Reports/.*",
        "Rep[a-z]+",
        "Rep[a-z]+/",
        ".*/May\\.docx",
        "Reports|Other",
        "^/?Reports/May.docx$"
      })
  void an_entry_means_a_whole_path_or_a_folder_above_it(String entry) {
    assertThat(judge(filter(entry, ""), "Reports/May.docx")).isEqualTo(Verdict.INCLUDE);
    assertThat(judge(filter("", entry), "Reports/May.docx")).isEqualTo(new Verdict.Excluded(entry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "May.docx", // not the whole path
        "Report", // a part of a name
        "eports/May.docx",
        "Reports/May",
        "reports/may.docx", // another case
        "Reports/May.docx/x",
        "Reports/(?!May).*",
        "Rep[^/]*/[^M].*",
        "Other"
      })
  void an_entry_means_nothing_less_than_a_whole_path(String entry) {
    assertThat(judge(filter("", entry), "Reports/May.docx")).isEqualTo(Verdict.INCLUDE);
    assertThat(judge(filter(entry, ""), "Reports/May.docx"))
        .isInstanceOf(Verdict.NotSelected.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Guide.adoc, adoc",
    "Guide, adoc",
    "Guide.axls, axls",
    "Guide.able, able",
    "Guide.amind, amind",
    "Guide.adraw, adraw",
    "Guide.appt, appt",
    "Guide.awbd, awbd",
    "Guide.aform, aform"
  })
  void an_online_document_is_meant_with_and_without_its_extension(String name, String extension) {
    RemoteFile document = file(name, extension);
    for (String entry : List.of("Help/Guide", "Help/Guide\\." + extension, "Base/Help/Guide")) {
      assertThat(filter("", entry).judge(document, path("Help/" + name)))
          .as("%s against %s", entry, name)
          .isEqualTo(new Verdict.Excluded(entry));
    }
  }

  @Test
  void an_uploaded_file_is_meant_with_its_extension_only() {
    RemoteFile file = file("Guide.docx", "docx");
    assertThat(filter("", "Guide").judge(file, path("Guide.docx"))).isEqualTo(Verdict.INCLUDE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Guide", "Guide.adoc", "Guide/Sub.docx", "Guide.adoc/Sub.docx"})
  void a_page_with_pages_below_is_a_folder_with_and_without_its_extension(String entry) {
    assertThat(judge(filter("", entry), "Guide.adoc/Sub.docx"))
        .isEqualTo(new Verdict.Excluded(entry));
  }

  @Test
  void the_black_list_wins() {
    Filter filter = filter("Reports", "Reports/May.docx");
    assertThat(judge(filter, "Reports/May.docx"))
        .isEqualTo(new Verdict.Excluded("Reports/May.docx"));
    assertThat(judge(filter, "Reports/June.docx")).isEqualTo(Verdict.INCLUDE);
  }

  @Test
  void an_entry_is_shown_as_it_was_written() {
    assertThat(judge(filter("", "My\\ Files/a.*"), "My Files/abc"))
        .isEqualTo(new Verdict.Excluded("My\\ Files/a.*"));
  }

  @Test
  void text_with_a_meaning_for_regular_expressions_is_taken_as_text_too() {
    assertThat(judge(filter("", "a(1).txt"), "a(1).txt")).isInstanceOf(Verdict.Excluded.class);
    assertThat(judge(filter("", "C++"), "C++/notes.txt")).isInstanceOf(Verdict.Excluded.class);
  }

  @Test
  void letters_are_the_same_however_they_were_composed() {
    assertThat(judge(filter("", "Caf\u00e9"), "Cafe\u0301/menu.txt"))
        .isInstanceOf(Verdict.Excluded.class);
  }

  @Test
  void a_line_break_in_a_name_does_not_slip_through() {
    assertThat(judge(filter("", "Secret.*"), "Secret a\nb.txt"))
        .isInstanceOf(Verdict.Excluded.class);
  }

  @Test
  void a_folder_on_the_black_list_is_not_walked() {
    Filter filter = filter("", "Secret Old/.*");
    assertThat(enters(filter, "Secret")).isFalse();
    assertThat(enters(filter, "Secret/Deep/Deeper")).isFalse();
    assertThat(enters(filter, "Old/2020")).isFalse();
    assertThat(enters(filter, "Old")).isTrue();
    assertThat(enters(filter("", "O.*/"), "Old")).isFalse();
    assertThat(enters(filter, "Public")).isTrue();
  }

  @Test
  void a_folder_that_no_literal_entry_can_mean_is_not_walked() {
    Filter filter = filter("Reports/2026/May.docx Guides/", "");
    assertThat(enters(filter, "Reports")).isTrue();
    assertThat(enters(filter, "Reports/2026")).isTrue();
    assertThat(enters(filter, "Reports/2025")).isFalse();
    assertThat(enters(filter, "Guides/A/B")).isTrue();
    assertThat(enters(filter, "Other")).isFalse();
    assertThat(enters(filter, "")).isTrue();
  }

  @Test
  void a_dot_may_stand_for_a_slash_so_such_a_folder_is_walked() {
    assertThat(enters(filter("A.B.docx", ""), "A")).isTrue();
    assertThat(judge(filter("A.B.docx", ""), "A/B.docx")).isEqualTo(Verdict.INCLUDE);
  }

  @Test
  void beside_a_regular_expression_every_folder_is_walked() {
    assertThat(enters(filter("Reports .*\\.pdf", ""), "Other")).isTrue();
  }

  @Test
  void an_entry_that_matched_nothing_is_told_with_the_nearest_path() {
    Filter filter = filter("", "Secrets/Plan.docx");
    judge(filter, "Secret/Plan.docx");
    judge(filter, "Other/Plan.docx");
    assertThat(filter.warnings())
        .singleElement()
        .asString()
        .contains("blackList", "Secrets/Plan.docx", "matched nothing")
        .endsWith("Secret/Plan.docx");
  }

  @Test
  void a_name_without_its_folders_is_told_with_the_whole_path() {
    Filter filter = filter("Plan.docx", "");
    judge(filter, "Deep/Down/Plan.docx");
    assertThat(filter.warnings()).singleElement().asString().endsWith("Deep/Down/Plan.docx");
  }

  @Test
  void an_entry_that_matches_is_not_told_even_where_another_one_decides() {
    Filter filter = filter("A/x.txt", "A A/.*");
    judge(filter, "A/x.txt");
    assertThat(filter.warnings()).isEmpty();
  }

  @Test
  void an_entry_that_means_an_empty_folder_is_not_told() {
    Filter filter = filter("Empty", "");
    assertThat(enters(filter, "Empty")).isTrue();
    assertThat(filter.warnings()).isEmpty();
  }

  @Test
  void an_entry_below_a_folder_that_was_not_walked_is_not_told() {
    Filter filter = filter("", "Secret Secret/Plan.docx");
    assertThat(enters(filter, "Secret")).isFalse();
    assertThat(filter.warnings()).isEmpty();
  }

  @Test
  void a_regular_expression_that_matched_nothing_is_told_too() {
    Filter filter = filter("", "Draft.*\\.docx");
    judge(filter, "A/Draft1.docx");
    assertThat(filter.warnings()).singleElement().asString().contains("Draft.*\\.docx");
  }

  @Test
  void what_explodes_elsewhere_is_linear_here() {
    Filter filter = filter("", "(.*a){20}$");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 200; i++) {
            judge(filter, "a".repeat(200) + "!" + i);
          }
        });
  }

  @Test
  void lookaround_means_what_it_says() {
    Filter filter = filter("", "Reports/(?!May).*");
    assertThat(judge(filter, "Reports/June.docx")).isInstanceOf(Verdict.Excluded.class);
    assertThat(judge(filter, "Reports/May.docx")).isEqualTo(Verdict.INCLUDE);
  }

  @Test
  void an_unwanted_path_that_takes_too_long_counts_as_unwanted_and_is_told_once() {
    Filter filter = filter("", "(a+)+\\1b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 20; i++) {
            assertThat(judge(filter, "a".repeat(60) + i)).isInstanceOf(Verdict.Excluded.class);
          }
        });
    assertThat(filter.warnings())
        .singleElement()
        .asString()
        .contains("blackList", "(a+)+\\1b", "takes too long");
  }

  @Test
  void a_wanted_path_that_takes_too_long_is_not_selected() {
    Filter filter = filter("(a+)+\\1b", "");
    assertThat(judge(filter, "a".repeat(60))).isInstanceOf(Verdict.NotSelected.class);
    assertThat(filter.warnings()).singleElement().asString().contains("takes too long");
  }

  @Test
  void a_hundred_thousand_paths_stay_cheap() {
    Filter filter = filter("", "Reprots/2026 Nothing/like/it Plna.docx Fold.*/never");
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 100_000; i++) {
            judge(filter, "Folder " + i % 500 + "/Some Document " + i + ".docx");
          }
        });
    assertThat(filter.warnings()).hasSize(4);
  }

  @Test
  void a_folder_that_is_not_entered_is_excluded_only_by_the_black_list() {
    Filter filter = filter("Reports Secret", "Secret .*/Drafts/");
    Folder any = new Folder("id", null, "name");

    assertThat(filter.excludes(any, path("Secret"))).isTrue();
    assertThat(filter.excludes(any, path("Secret/Deep"))).isTrue();
    assertThat(filter.excludes(any, path("Other/Drafts"))).isTrue();
    assertThat(filter.excludes(any, path("Other"))).isFalse();
  }

  private static Filter filter(String whiteList, String blackList) {
    return new PathListFilter(PathPatterns.parse(whiteList), PathPatterns.parse(blackList));
  }

  private static Verdict judge(Filter filter, String within) {
    SourcePath path = path(within);
    return filter.judge(file(path.segments().get(path.segments().size() - 1)), path);
  }

  private static boolean enters(Filter filter, String within) {
    return filter.mayContain(new Folder("id", null, "name"), path(within));
  }
}
