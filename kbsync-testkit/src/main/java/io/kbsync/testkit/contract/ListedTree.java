package io.kbsync.testkit.contract;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Gap;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole listing, read as the engine reads it: repeated items once, parents in any order. */
final class ListedTree {

  private final Map<FileId, RemoteFile> files = new LinkedHashMap<>();
  private final Map<String, Folder> folders = new LinkedHashMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private Optional<String> mark = Optional.empty();

  private ListedTree() {}

  static ListedTree read(Source source, Root root, Source.Walk walk)
      throws ConnectorException, InterruptedException {
    try (Listing listing = source.open(root, walk)) {
      return rest(listing.next(), listing);
    }
  }

  /** The page already read, and all that come after it. */
  static ListedTree rest(Optional<Page> first, Listing listing)
      throws ConnectorException, InterruptedException {
    ListedTree tree = new ListedTree();
    for (Optional<Page> page = first; page.isPresent(); page = listing.next()) {
      page.get().files().forEach(file -> tree.files.put(file.id(), file));
      page.get().folders().forEach(folder -> tree.folders.put(folder.id(), folder));
      tree.gaps.addAll(page.get().gaps());
    }
    tree.mark = listing.mark();
    return tree;
  }

  /** The paths of all files, in the order of their listing. */
  List<String> paths() {
    return files.values().stream().map(file -> path(file.parentId(), file.name())).toList();
  }

  List<String> folderPaths() {
    return folders.values().stream().map(folder -> path(folder.parentId(), folder.name())).toList();
  }

  List<Gap> gaps() {
    return gaps;
  }

  /** From where a look goes on. */
  Optional<String> mark() {
    return mark;
  }

  List<FileId> ids() {
    return List.copyOf(files.keySet());
  }

  /** The file at this path. */
  RemoteFile file(String path) {
    return files.values().stream()
        .filter(file -> path(file.parentId(), file.name()).equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No file " + path + " among " + paths()));
  }

  RemoteFile file(FileId id) {
    return Optional.ofNullable(files.get(id))
        .orElseThrow(() -> new AssertionError("No file " + id + " among " + ids()));
  }

  private String path(Optional<String> parentId, String name) {
    if (parentId.isEmpty()) {
      return name;
    }
    Folder parent = folders.get(parentId.get());
    if (parent == null) {
      throw new AssertionError(
          "The listing never showed the folder " + parentId.get() + " of " + name);
    }
    return path(parent.parentId(), parent.name()) + "/" + name;
  }
}
