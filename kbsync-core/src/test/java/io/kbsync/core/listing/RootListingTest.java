package io.kbsync.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.CallLimits;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.filter.Filter;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Gap;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.SourcePath;
import io.kbsync.core.calls.PacedCalls;
import io.kbsync.core.calls.Retries;
import io.kbsync.core.testing.ClockSleeper;
import io.kbsync.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootListingTest {

  private static final Root ROOT = new Root("r", "Base");

  @TempDir Path folder;
  private final TestClock clock = TestClock.at("2026-07-14T09:00:00Z");
  private final ScriptedSource source = new ScriptedSource();
  private final List<String> asked = new ArrayList<>();

  @Test
  void every_file_is_told_with_its_path() throws Exception {
    source.page(
        List.of(file("a", null), file("b", "f1"), file("c", "f2")),
        List.of(folder("f1", null), folder("f2", "f1")));

    assertThat(paths()).containsExactly("Base/a", "Base/f1/b", "Base/f1/f2/c");
  }

  @Test
  void an_empty_root_has_no_pages() throws Exception {
    assertThat(paths()).isEmpty();
  }

  @Test
  void an_empty_page_is_not_the_end() throws Exception {
    source.page(List.of(), List.of()).page(List.of(file("a", null)), List.of());

    assertThat(paths()).containsExactly("Base/a");
  }

  @Test
  void files_that_come_before_their_folders_are_told_once_the_folders_are_known() throws Exception {
    source
        .page(List.of(file("c", "f2")), List.of())
        .page(List.of(file("a", null)), List.of(folder("f2", "f1")))
        .page(List.of(), List.of(folder("f1", null)));

    List<ListedPage> pages = pages();

    assertThat(pages)
        .extracting(RootListingTest::pathsOf)
        .containsExactly(List.of(), List.of("Base/a"), List.of("Base/f1/f2/c"));
    assertThat(pages).allSatisfy(page -> assertThat(page.gaps()).isEmpty());
  }

  @Test
  void a_file_whose_folder_never_comes_leaves_a_gap_over_the_whole_root() throws Exception {
    source.page(List.of(file("a", "unknown")), List.of());

    List<ListedPage> pages = pages();

    assertThat(pages).hasSize(2);
    assertThat(pages.get(1).gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.path()).isEqualTo("Base");
              assertThat(gap.gap().reason()).contains("'a'", "not listed");
            });
  }

  @Test
  void folders_that_lie_in_each_other_end_in_a_gap_and_not_in_a_circle() throws Exception {
    source.page(List.of(file("a", "f1")), List.of(folder("f1", "f2"), folder("f2", "f1")));

    List<ListedPage> pages = pages();

    assertThat(pages).flatExtracting(ListedPage::files).isEmpty();
    assertThat(pages.get(1).gaps()).hasSize(1);
  }

  @Test
  void a_gap_tells_the_path_of_its_folder() throws Exception {
    source.page(
        List.of(),
        List.of(folder("f1", null), folder("f2", "f1")),
        new Gap("f2", "no right"),
        new Gap(null, "broken"),
        new Gap("unknown", "lost"));

    assertThat(pages().get(0).gaps())
        .extracting(ListedPage.Unread::path)
        .containsExactly("Base/f1/f2", "Base", "Base");
  }

  @Test
  void a_walk_asks_before_it_enters_a_folder() throws Exception {
    source.step(
        walk -> {
          assertThat(walk.enters(folder("f1", null))).isTrue();
          assertThat(walk.enters(folder("f2", "f1"))).isFalse();
          return new Page(List.of(file("a", "f1")), List.of(), List.of());
        });

    assertThat(paths((folder, path) -> !folder.id().equals("f2"))).containsExactly("Base/f1/a");
    assertThat(asked).containsExactly("Base/f1", "Base/f1/f2");
  }

  @Test
  void a_folder_whose_path_is_not_known_yet_is_entered_unasked() throws Exception {
    source.step(
        walk -> {
          assertThat(walk.enters(folder("f2", "unknown"))).isTrue();
          return new Page(List.of(), List.of(), List.of());
        });

    assertThat(paths((folder, path) -> false)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void a_look_asks_for_the_folders_it_finds_too() throws Exception {
    Folder known = folder("f1", null);
    List<Boolean> entered = new ArrayList<>();
    source.step(
        walk -> {
          entered.add(walk.enters(folder("f2", "f1")));
          entered.add(walk.enters(folder("f3", "f1")));
          return new Page(List.of(file("a", "f2")), List.of(), List.of());
        });
    Filter filter = filter((folder, path) -> folder.id().equals("f2"));

    try (RootListing look =
        RootListing.recent(ROOT, source, retries(), filter, "mark", List.of(known)).orElseThrow()) {
      assertThat(pathsOf(look.next().orElseThrow())).containsExactly("Base/f1/f2/a");
    }
    assertThat(entered).containsExactly(true, false);
    assertThat(asked).containsExactly("Base/f1/f2", "Base/f1/f3");
  }

  @Test
  void a_page_that_failed_is_asked_for_again() throws Exception {
    source
        .step(
            walk -> {
              throw new RetriableException("busy", null);
            })
        .page(List.of(file("a", null)), List.of());

    assertThat(paths()).containsExactly("Base/a");
  }

  @Test
  void a_page_that_cannot_be_had_ends_the_listing_without_an_end() throws Exception {
    source
        .page(List.of(file("a", null)), List.of())
        .step(
            walk -> {
              throw PermanentException.failed("no right", null);
            });

    try (RootListing listing = open((folder, path) -> true)) {
      assertThat(listing.next()).isPresent();
      assertThatThrownBy(listing::next).isInstanceOf(PermanentException.class);
    }
  }

  @Test
  void the_end_stays_the_end_and_closing_closes_the_sources_listing() throws Exception {
    try (RootListing listing = open((folder, path) -> true)) {
      assertThat(listing.next()).isEmpty();
      source.page(List.of(file("a", null)), List.of());
      assertThat(listing.next()).isEmpty();
    }
    assertThat(source.closed).isTrue();
  }

  private List<String> paths() throws Exception {
    return paths((folder, path) -> true);
  }

  private List<String> paths(BiPredicate<Folder, SourcePath> wanted) throws Exception {
    return pages(wanted).stream().flatMap(page -> pathsOf(page).stream()).toList();
  }

  private List<ListedPage> pages() throws Exception {
    return pages((folder, path) -> true);
  }

  private List<ListedPage> pages(BiPredicate<Folder, SourcePath> wanted) throws Exception {
    List<ListedPage> pages = new ArrayList<>();
    try (RootListing listing = open(wanted)) {
      for (Optional<ListedPage> page = listing.next(); page.isPresent(); page = listing.next()) {
        pages.add(page.get());
      }
    }
    return pages;
  }

  private RootListing open(BiPredicate<Folder, SourcePath> wanted) throws Exception {
    return RootListing.open(ROOT, source, retries(), filter(wanted));
  }

  private Retries retries() throws Exception {
    PacedCalls calls = PacedCalls.open(CallLimits.NONE, folder, clock, new ClockSleeper(clock));
    return new Retries(calls, Duration.ZERO, Duration.ZERO, clock, text -> {});
  }

  private Filter filter(BiPredicate<Folder, SourcePath> wanted) {
    return new Filter() {
      @Override
      public Verdict judge(RemoteFile file, SourcePath path) {
        throw new AssertionError("a listing judges no files");
      }

      @Override
      public boolean mayContain(Folder folder, SourcePath path) {
        asked.add(path.toString());
        return wanted.test(folder, path);
      }
    };
  }

  private static List<String> pathsOf(ListedPage page) {
    return page.files().stream().map(file -> file.path().toString()).toList();
  }

  private static Folder folder(String id, @Nullable String parent) {
    return new Folder(id, parent, id);
  }

  private static RemoteFile file(String name, @Nullable String parent) {
    return RemoteFile.builder(new FileId(name), name)
        .parent(parent)
        .revision(Revision.of("version", "1"))
        .build();
  }
}
