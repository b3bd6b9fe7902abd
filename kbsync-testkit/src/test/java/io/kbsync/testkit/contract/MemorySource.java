package io.kbsync.testkit.contract;

import io.kbsync.api.PermanentException;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Folder;
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
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A source whose files live in a map; one page for each folder. Thread-safe. */
final class MemorySource implements Source {

  static final Root ROOT = new Root("memory", "Memory");

  private final Map<String, Item> items = new LinkedHashMap<>();
  private int added;

  /** A folder where there is no content. */
  record Item(@Nullable String parent, String name, byte @Nullable [] content, int version) {

    Item withName(String newName) {
      return new Item(parent, newName, content, version);
    }

    Item withParent(@Nullable String newParent) {
      return new Item(newParent, name, content, version);
    }

    Item withContent(byte[] newContent) {
      return new Item(parent, name, newContent, version + 1);
    }
  }

  synchronized String add(@Nullable String parent, String name, byte @Nullable [] content) {
    added++;
    String id = "item " + added;
    items.put(id, new Item(parent, name, content, 1));
    return id;
  }

  synchronized void change(String id, UnaryOperator<Item> change) {
    items.compute(id, (same, item) -> change.apply(Objects.requireNonNull(item)));
  }

  synchronized void delete(String id) {
    items.remove(id);
  }

  @Override
  public List<Scope> scopes(Optional<Scope> parent) {
    return parent.isEmpty()
        ? List.of(Scope.branch("all", "All"))
        : List.of(Scope.leaf(ROOT.id(), ROOT.name(), ROOT));
  }

  @Override
  public Listing open(Root root, Walk walk) {
    return new FolderByFolder(walk);
  }

  @Override
  public synchronized Map<FileId, Presence> presence(List<FileId> ids) {
    return ids.stream()
        .collect(
            Collectors.toMap(
                id -> id, id -> items.containsKey(id.value()) ? Presence.PRESENT : Presence.GONE));
  }

  @Override
  public synchronized RemoteContent fetch(RemoteFile file, Rendition wanted)
      throws PermanentException {
    Item item = items.get(file.id().value());
    if (item == null || item.content() == null) {
      throw PermanentException.failed(file + " is gone", null);
    }
    return RemoteContent.original(new ByteArrayInputStream(item.content()), item.content().length);
  }

  @Override
  public void close() {}

  private synchronized Page page(Optional<String> folder) {
    List<RemoteFile> files = new ArrayList<>();
    List<Folder> folders = new ArrayList<>();
    items.forEach(
        (id, item) -> {
          if (!Objects.equals(item.parent(), folder.orElse(null))) {
            return;
          }
          if (item.content() == null) {
            folders.add(new Folder(id, item.parent(), item.name()));
          } else {
            files.add(
                RemoteFile.builder(new FileId(id), item.name())
                    .parent(item.parent())
                    .revision(Revision.of("version", Integer.toString(item.version())))
                    .build());
          }
        });
    return new Page(files, folders, List.of());
  }

  private final class FolderByFolder implements Listing {

    private final Walk walk;
    private final Deque<Optional<String>> open = new ArrayDeque<>(List.of(Optional.empty()));

    FolderByFolder(Walk walk) {
      this.walk = walk;
    }

    @Override
    public Optional<Page> next() {
      if (open.isEmpty()) {
        return Optional.empty();
      }
      Page page = page(open.removeFirst());
      page.folders().stream()
          .filter(walk::enters)
          .forEach(folder -> open.addLast(Optional.of(folder.id())));
      return Optional.of(page);
    }

    @Override
    public void close() {}
  }
}
