package io.kbsync.core.listing;

import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.SourcePath;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folders of one root that a listing has shown so far. Grows with the folders, not with the
 * files. Not thread-safe.
 */
final class FolderTree {

  // Deeper than any client lets people go; only a circle is deeper.
  private static final int DEEPEST = 500;

  private final Root root;
  private final Map<String, Folder> folders = new HashMap<>();

  FolderTree(Root root) {
    this.root = root;
  }

  void add(Folder folder) {
    folders.put(folder.id(), folder);
  }

  Collection<Folder> folders() {
    return Collections.unmodifiableCollection(folders.values());
  }

  /** The path of something below this folder; empty while a folder above it is not known. */
  Optional<SourcePath> pathOf(@Nullable String folderId) {
    Deque<String> names = new ArrayDeque<>();
    String id = folderId;
    while (id != null) {
      Folder folder = folders.get(id);
      if (folder == null || names.size() > DEEPEST) {
        return Optional.empty();
      }
      names.push(folder.name());
      id = folder.parent();
    }
    SourcePath path = SourcePath.of(root);
    for (String name : names) {
      path = path.child(name);
    }
    return Optional.of(path);
  }

  /** The path of this folder; empty while a folder above it is not known. */
  Optional<SourcePath> path(Folder folder) {
    return pathOf(folder.parent()).map(above -> above.child(folder.name()));
  }
}
