package io.kbsync.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Changes;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.Presence;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import io.kbsync.api.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every {@link Source}. Extend it in the connector's tests and give it
 * a {@link Fixture}; switch off by {@link #has} what the source cannot promise.
 */
public abstract class SourceContract {

  /** What a source may do without. */
  protected enum Behaviour {
    /** Ids stay when a file is renamed or moved. */
    STABLE_IDS,
    /** Tells deleted files from hidden ones; without it every answer is UNKNOWN. */
    PRESENCE,
    /** A person can choose a root from {@link Source#scopes}. */
    SCOPES
  }

  /**
   * A source, and a hand on the place that it reads. Files and folders go by handles of the
   * fixture's own making; null stands for the root.
   */
  public interface Fixture extends AutoCloseable {

    Source source();

    /** A root that is empty at first. */
    Root root();

    /** Makes a folder and returns its handle. */
    String addFolder(@Nullable String parent, String name) throws Exception;

    /** Makes a file and returns its handle. */
    String addFile(@Nullable String parent, String name, byte[] content) throws Exception;

    /** Changes the content so that listings can tell, in whatever way the source's users do. */
    void edit(String file, byte[] content) throws Exception;

    /** Renames a file or folder; its handle stays. */
    void rename(String handle, String name) throws Exception;

    /** Moves a file into a folder; its handle stays. */
    void move(String file, @Nullable String parent) throws Exception;

    /** Deletes a file as people do. */
    void delete(String file) throws Exception;

    @Override
    void close() throws IOException;
  }

  private Fixture fixture;

  /** A fresh fixture; the contract closes its source, then the fixture. */
  protected abstract Fixture open() throws Exception;

  /** Whether the source does this; everything, unless a subclass says otherwise. */
  protected boolean has(Behaviour behaviour) {
    return true;
  }

  /** Names that went wrong somewhere before; a subclass may leave out what its place forbids. */
  protected List<String> nastyNames() {
    return List.of(
        "a&b=c?d#e%20f+g.txt",
        "quotes \" ' ` and <tags>.txt",
        "世界 êé ≠ Größe.txt",
        "smile 😀.txt",
        "[1] (copy) {x} $HOME ~.txt",
        ".hidden",
        "no ending",
        "dots...many.tar.gz",
        "back\\slash.txt",
        "UPPER.TXT",
        "很".repeat(80) + ".txt");
  }

  @BeforeEach
  final void openFixture() throws Exception {
    fixture = open();
  }

  @AfterEach
  final void closeFixture() throws Exception {
    fixture.source().close();
    fixture.close();
  }

  @Test
  void a_listing_shows_every_file_once_below_its_folders() throws Exception {
    String folder = fixture.addFolder(null, "Reports");
    String deep = fixture.addFolder(folder, "2026");
    fixture.addFolder(folder, "Empty");
    fixture.addFile(null, "top.txt", bytes("top"));
    fixture.addFile(folder, "a.txt", bytes("a"));
    fixture.addFile(deep, "b.txt", bytes("b"));

    ListedTree tree = list();

    assertThat(tree.paths())
        .containsExactlyInAnyOrder("top.txt", "Reports/a.txt", "Reports/2026/b.txt");
    assertThat(tree.folderPaths()).contains("Reports", "Reports/2026");
    assertThat(tree.gaps()).isEmpty();
  }

  @Test
  void an_empty_root_is_an_empty_listing() throws Exception {
    assertThat(list().paths()).isEmpty();
  }

  @Test
  void the_end_of_a_listing_stays_the_end() throws Exception {
    fixture.addFile(null, "a.txt", bytes("a"));
    try (Listing listing = fixture.source().open(fixture.root(), folder -> true)) {
      while (listing.next().isPresent()) {
        // Read on to the end.
      }
      assertThat(listing.next()).isEmpty();
    }
  }

  @Test
  void a_folder_that_is_not_wanted_is_not_entered() throws Exception {
    String secret = fixture.addFolder(null, "Secret");
    fixture.addFile(secret, "hidden.txt", bytes("x"));
    fixture.addFile(fixture.addFolder(secret, "Deeper"), "hidden too.txt", bytes("x"));
    fixture.addFile(fixture.addFolder(null, "Open"), "shown.txt", bytes("x"));

    ListedTree tree = list(folder -> !folder.name().equals("Secret"));

    assertThat(tree.paths()).containsExactly("Open/shown.txt");
    assertThat(tree.folderPaths()).contains("Secret").doesNotContain("Secret/Deeper");
  }

  @Test
  void ids_survive_renames_and_moves() throws Exception {
    assumeTrue(has(Behaviour.STABLE_IDS));
    String folder = fixture.addFolder(null, "Old place");
    String target = fixture.addFolder(null, "New place");
    String file = fixture.addFile(folder, "old.txt", bytes("same"));
    RemoteFile before = list().file("Old place/old.txt");

    fixture.rename(file, "new.txt");
    RemoteFile renamed = list().file("Old place/new.txt");
    fixture.move(file, target);
    RemoteFile moved = list().file("New place/new.txt");
    fixture.rename(target, "Newest place");
    RemoteFile below = list().file("Newest place/new.txt");

    assertThat(List.of(renamed.id(), moved.id(), below.id())).containsOnly(before.id());
    assertThat(renamed.revision().compareTo(before.revision())).isEqualTo(Revision.Comparison.SAME);
    assertThat(moved.revision().compareTo(before.revision())).isEqualTo(Revision.Comparison.SAME);
  }

  @Test
  void the_revision_changes_with_an_edit_and_only_then() throws Exception {
    String file = fixture.addFile(null, "a.txt", bytes("first"));
    fixture.addFile(null, "other.txt", bytes("other"));
    Revision first = list().file("a.txt").revision();
    Revision other = list().file("other.txt").revision();

    assertThat(list().file("a.txt").revision().compareTo(first))
        .isEqualTo(Revision.Comparison.SAME);
    fixture.edit(file, bytes("second, and longer"));

    ListedTree after = list();
    assertThat(after.file("a.txt").revision().compareTo(first))
        .isEqualTo(Revision.Comparison.DIFFERENT);
    assertThat(after.file("other.txt").revision().compareTo(other))
        .isEqualTo(Revision.Comparison.SAME);
  }

  @Test
  void a_fetch_brings_the_bytes_of_now() throws Exception {
    byte[] all = new byte[256 * 300];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String file = fixture.addFile(null, "all.bin", all);
    fixture.addFile(null, "empty.txt", new byte[0]);

    assertThat(fetch(list().file("all.bin"))).isEqualTo(all);
    assertThat(fetch(list().file("empty.txt"))).isEmpty();
    fixture.edit(file, bytes("changed"));
    assertThat(fetch(list().file("all.bin"))).isEqualTo(bytes("changed"));
  }

  @Test
  void hearing_what_is_to_be_fetched_changes_nothing_and_may_be_repeated() throws Exception {
    fixture.addFile(null, "a.txt", bytes("a"));
    RemoteFile file = list().file("a.txt");
    fixture.source().prepare(fixture.root(), List.of(file));
    fixture.source().prepare(fixture.root(), List.of(file));
    assertThat(fetch(file)).isEqualTo(bytes("a"));
    assertThat(list().paths()).containsExactly("a.txt");
  }

  @Test
  void a_fetch_may_be_given_up_half_way() throws Exception {
    fixture.addFile(null, "big.bin", new byte[1 << 20]);
    RemoteFile file = list().file("big.bin");
    try (RemoteContent content = fixture.source().fetch(file, Rendition.ORIGINAL)) {
      assertThat(content.stream().read()).isZero();
    }
    assertThat(fetch(file)).hasSize(1 << 20);
  }

  @Test
  void files_are_fetched_side_by_side() throws Exception {
    for (int i = 0; i < 8; i++) {
      fixture.addFile(null, i + ".txt", bytes("content " + i));
    }
    ListedTree tree = list();
    Map<String, CompletableFuture<byte[]>> contents = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      RemoteFile file = tree.file(i + ".txt");
      contents.put("content " + i, CompletableFuture.supplyAsync(() -> fetchUnchecked(file)));
    }
    for (Map.Entry<String, CompletableFuture<byte[]>> content : contents.entrySet()) {
      assertThat(content.getValue().get(30, TimeUnit.SECONDS)).isEqualTo(bytes(content.getKey()));
    }
  }

  @Test
  void a_file_that_vanished_is_an_error_not_a_content() throws Exception {
    String file = fixture.addFile(null, "a.txt", bytes("a"));
    RemoteFile listed = list().file("a.txt");
    fixture.delete(file);
    assertThatThrownBy(() -> fetch(listed)).isInstanceOf(ConnectorException.class);
  }

  @Test
  void every_file_names_a_lane_that_exists() throws Exception {
    fixture.addFile(null, "a.txt", bytes("a"));
    RemoteFile file = list().file("a.txt");
    assertThat(fixture.source().lanes()).containsKey(file.lane());
    assertThat(fixture.source().lanes().values()).allMatch(atOnce -> atOnce > 0);
    assertThat(file.renditions()).isNotEmpty();
  }

  @Test
  void presence_tells_deleted_files_from_those_that_are_there() throws Exception {
    fixture.addFile(null, "stays.txt", bytes("a"));
    String goes = fixture.addFile(null, "goes.txt", bytes("b"));
    ListedTree before = list();
    FileId staying = before.file("stays.txt").id();
    FileId going = before.file("goes.txt").id();
    fixture.delete(goes);

    Map<FileId, Presence> answer = fixture.source().presence(List.of(staying, going));

    boolean tells = has(Behaviour.PRESENCE);
    assertThat(answer.getOrDefault(going, Presence.UNKNOWN))
        .isEqualTo(tells ? Presence.GONE : Presence.UNKNOWN);
    assertThat(answer.getOrDefault(staying, Presence.UNKNOWN))
        .isEqualTo(tells ? Presence.PRESENT : Presence.UNKNOWN);
    assertThat(list().paths()).containsExactly("stays.txt");
  }

  @Test
  void presence_of_nothing_asks_nothing() throws Exception {
    assertThat(fixture.source().presence(List.of())).isEmpty();
  }

  @Test
  void the_choices_lead_to_roots_that_open() throws Exception {
    assumeTrue(has(Behaviour.SCOPES));
    fixture.addFile(null, "a.txt", bytes("a"));
    List<Root> roots = roots(Optional.empty());
    assertThat(roots).extracting(Root::id).contains(fixture.root().id()).doesNotHaveDuplicates();
    for (Root root : roots) {
      ListedTree.read(fixture.source(), root, folder -> true);
    }
  }

  @Test
  void names_come_through_whatever_they_hold() throws Exception {
    for (String name : nastyNames()) {
      String folder = fixture.addFolder(null, name);
      fixture.addFile(folder, name, bytes(name));
    }
    ListedTree tree = list();
    for (String name : nastyNames()) {
      assertThat(fetch(tree.file(name + "/" + name))).as(name).isEqualTo(bytes(name));
    }
  }

  @Test
  void a_look_shows_what_is_new_and_what_was_edited() throws Exception {
    String folder = fixture.addFolder(null, "F");
    String edited = fixture.addFile(folder, "edited.txt", bytes("first"));
    ListedTree before = list();
    String mark = markOf(before);

    fixture.edit(edited, bytes("second, and longer"));
    fixture.addFile(folder, "new.txt", bytes("new"));
    fixture.addFile(fixture.addFolder(null, "New"), "deep.txt", bytes("deep"));
    ListedTree after = list();
    ListedTree look = look(mark);

    for (String path : List.of("F/edited.txt", "F/new.txt", "New/deep.txt")) {
      RemoteFile listed = after.file(path);
      RemoteFile seen = look.file(listed.id());
      assertThat(seen.revision().compareTo(listed.revision())).isEqualTo(Revision.Comparison.SAME);
      assertThat(seen.parentId()).isEqualTo(listed.parentId());
      assertThat(seen.name()).isEqualTo(listed.name());
    }
    assertThat(look.folderPaths()).as("a new folder is shown").contains("New");
    assertThat(fetch(look.file(before.file("F/edited.txt").id())))
        .isEqualTo(bytes("second, and longer"));
  }

  @Test
  void a_look_leaves_a_mark_from_which_the_next_one_goes_on() throws Exception {
    fixture.addFile(null, "a.txt", bytes("a"));
    String mark = markOf(list());
    fixture.addFile(null, "b.txt", bytes("b"));
    ListedTree first = look(mark);
    fixture.addFile(null, "c.txt", bytes("c"));

    ListedTree second = look(markOf(first));

    assertThat(first.ids()).contains(list().file("b.txt").id());
    assertThat(second.ids()).contains(list().file("c.txt").id());
  }

  @Test
  void a_look_never_shows_what_is_gone() throws Exception {
    String file = fixture.addFile(null, "a.txt", bytes("a"));
    fixture.addFile(null, "b.txt", bytes("b"));
    ListedTree before = list();
    String mark = markOf(before);
    fixture.delete(file);

    assertThat(look(mark).ids()).doesNotContain(before.file("a.txt").id());
  }

  @Test
  void whoever_listens_hears_of_every_kind_of_change_and_can_stop() throws Exception {
    Optional<Changes> opened = fixture.source().changes(List.of(fixture.root()));
    assumeTrue(opened.isPresent(), "this source tells of nothing");
    Changes changes = opened.get();
    String file = fixture.addFile(null, "a.txt", bytes("a"));
    hear(changes).get(30, TimeUnit.SECONDS);
    fixture.edit(file, bytes("b"));
    hear(changes).get(30, TimeUnit.SECONDS);
    fixture.delete(file);
    hear(changes).get(30, TimeUnit.SECONDS);

    CompletableFuture<Void> waiting = hear(changes);
    changes.close();
    assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectorException.class);
  }

  private static CompletableFuture<Void> hear(Changes changes) {
    CompletableFuture<Void> heard = new CompletableFuture<>();
    Thread listener =
        new Thread(
            () -> {
              try {
                changes.await();
                heard.complete(null);
              } catch (ConnectorException | InterruptedException e) {
                heard.completeExceptionally(e);
              }
            },
            "listens to changes");
    listener.setDaemon(true);
    listener.start();
    return heard;
  }

  @Test
  void listings_of_one_root_do_not_disturb_each_other() throws Exception {
    fixture.addFile(null, "a.txt", bytes("a"));
    fixture.addFile(fixture.addFolder(null, "F"), "b.txt", bytes("b"));
    try (Listing first = fixture.source().open(fixture.root(), folder -> true)) {
      Optional<Page> begun = first.next();
      assertThat(list().paths()).containsExactlyInAnyOrder("a.txt", "F/b.txt");
      assertThat(ListedTree.rest(begun, first).paths())
          .containsExactlyInAnyOrder("a.txt", "F/b.txt");
    }
  }

  @Test
  void a_listing_can_be_closed_by_another_thread_and_more_than_once() throws Exception {
    fixture.addFile(fixture.addFolder(null, "F"), "a.txt", bytes("a"));
    Listing listing = fixture.source().open(fixture.root(), folder -> true);
    listing.next();
    CompletableFuture.runAsync(listing::close).get(30, TimeUnit.SECONDS);
    listing.close();
    assertThat(list().paths()).containsExactly("F/a.txt");
  }

  private ListedTree list() throws ConnectorException, InterruptedException {
    return list(Source.Walk.EVERYWHERE);
  }

  private ListedTree list(Source.Walk walk) throws ConnectorException, InterruptedException {
    return ListedTree.read(fixture.source(), fixture.root(), walk);
  }

  /** Sources whose listings leave no mark have no looks. */
  private static String markOf(ListedTree tree) {
    assumeTrue(tree.mark().isPresent(), "this source has no looks");
    return tree.mark().get();
  }

  private ListedTree look(String mark) throws ConnectorException, InterruptedException {
    try (Listing look =
        fixture.source().recent(fixture.root(), mark, Source.Walk.EVERYWHERE).orElseThrow()) {
      return ListedTree.rest(look.next(), look);
    }
  }

  private byte[] fetch(RemoteFile file) throws Exception {
    try (RemoteContent content = fixture.source().fetch(file, Rendition.ORIGINAL)) {
      byte[] bytes = content.stream().readAllBytes();
      content.promisedLength().ifPresent(length -> assertThat(bytes.length).isEqualTo(length));
      assertThat(content.rendition()).isEqualTo(Rendition.ORIGINAL);
      return bytes;
    }
  }

  private byte[] fetchUnchecked(RemoteFile file) {
    try {
      return fetch(file);
    } catch (Exception e) {
      throw new IllegalStateException("Fetching " + file, e);
    }
  }

  private List<Root> roots(Optional<Scope> parent) throws Exception {
    List<Root> roots = new ArrayList<>();
    for (Scope scope : fixture.source().scopes(parent)) {
      if (scope.root().isPresent()) {
        roots.add(scope.root().get());
      } else {
        roots.addAll(roots(Optional.of(scope)));
      }
    }
    return roots;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
