package io.kbsync.examples.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.Presence;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {

  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

  @TempDir Path outside;
  private Path folder;
  private FolderSource source;

  @BeforeEach
  void open() throws Exception {
    folder = Files.createDirectory(outside.resolve("folder"));
    source = new FolderSource(folder, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void the_folder_and_each_one_directly_below_it_can_be_chosen() throws Exception {
    Files.createDirectories(folder.resolve("Reports/2026"));
    write("file.txt", "not a folder");

    List<Scope> scopes = source.scopes(Optional.empty());

    assertThat(scopes).extracting(Scope::id).containsExactly(".", "Reports");
    assertThat(scopes).extracting(Scope::name).containsExactly("folder", "Reports");
    assertThat(source.scopes(Optional.of(scopes.get(1)))).isEmpty();
  }

  @Test
  void a_subfolder_is_a_root_of_its_own() throws Exception {
    write("top.txt", "a");
    write("Reports/May.txt", "b");
    Root reports = source.scopes(Optional.empty()).get(1).root().orElseThrow();
    assertThat(files(reports)).extracting(RemoteFile::name).containsExactly("May.txt");
  }

  @Test
  void a_root_outside_the_folder_is_refused() {
    Root elsewhere = new Root(outside.toString(), "elsewhere");
    assertThatThrownBy(() -> source.open(elsewhere, any -> true))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("folderSourceRoot");
  }

  @Test
  void a_young_file_is_not_settled_yet() throws Exception {
    Files.setLastModifiedTime(write("old", "a"), FileTime.from(NOW.minusSeconds(123)));
    Files.setLastModifiedTime(write("young", "a"), FileTime.from(NOW.minusSeconds(122)));
    Files.setLastModifiedTime(write("of tomorrow", "a"), FileTime.from(NOW.plusSeconds(86400)));
    assertThat(files(root()))
        .allSatisfy(file -> assertThat(file.settled()).isEqualTo(file.name().equals("old")));
  }

  @Test
  void symbolic_links_are_shown_and_not_followed() throws Exception {
    Files.writeString(Files.createDirectory(outside.resolve("other")).resolve("x"), "x");
    Files.createSymbolicLink(folder.resolve("to file"), outside.resolve("other/x"));
    Files.createSymbolicLink(folder.resolve("to folder"), outside.resolve("other"));

    List<RemoteFile> links = files(root());

    assertThat(links).extracting(RemoteFile::name).containsOnly("to file", "to folder");
    assertThat(links)
        .allSatisfy(link -> assertThat(link.skipReason().orElseThrow()).contains("symbolic link"));
  }

  @Test
  void a_folder_that_went_away_while_it_waited_is_a_gap() throws Exception {
    Path gone = write("gone/file.txt", "x").getParent();
    try (Listing listing = source.open(root(), any -> true)) {
      String id = listing.next().orElseThrow().folders().get(0).id();
      Files.delete(gone.resolve("file.txt"));
      Files.delete(gone);

      Page page = listing.next().orElseThrow();

      assertThat(page.gaps()).extracting(gap -> gap.folderId().orElseThrow()).containsExactly(id);
      assertThat(listing.next()).isEmpty();
    }
  }

  @Test
  void a_file_in_the_place_of_the_listed_one_is_not_its_content() throws Exception {
    Path path = write("a.txt", "listed");
    RemoteFile listed = files(root()).get(0);
    Files.move(write("b.txt", "another"), path, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> source.fetch(listed, Rendition.ORIGINAL))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("moved or deleted");
  }

  @Test
  void a_file_that_was_moved_out_of_its_root_is_present() throws Exception {
    Path path = write("Reports/a.txt", "x");
    RemoteFile moved = files(source.scopes(Optional.empty()).get(1).root().orElseThrow()).get(0);
    Files.move(path, folder.resolve("b.txt"));
    assertThat(source.presence(List.of(moved.id())))
        .isEqualTo(Map.of(moved.id(), Presence.PRESENT));
  }

  @Test
  void nothing_is_gone_when_the_folder_itself_cannot_be_read() throws Exception {
    Path path = write("a.txt", "x");
    RemoteFile file = files(root()).get(0);
    Files.delete(path);
    Files.delete(folder);
    assertThat(source.presence(List.of(file.id()))).isEqualTo(Map.of(file.id(), Presence.UNKNOWN));
  }

  private Root root() throws Exception {
    return source.scopes(Optional.empty()).get(0).root().orElseThrow();
  }

  private List<RemoteFile> files(Root root) throws Exception {
    List<RemoteFile> files = new ArrayList<>();
    try (Listing listing = source.open(root, any -> true)) {
      for (Optional<Page> page = listing.next(); page.isPresent(); page = listing.next()) {
        files.addAll(page.get().files());
      }
    }
    return files;
  }

  private Path write(String name, String content) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
