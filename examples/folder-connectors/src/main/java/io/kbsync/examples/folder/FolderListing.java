package io.kbsync.examples.folder;

import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Gap;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.Source;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a tree, one directory a page. Nothing is held open between two pages. */
final class FolderListing implements Listing {

  /** The coarsest times of modification are 2 s apart (FAT); the rest is for clocks that differ. */
  private static final Duration UNTRUSTED = Duration.ofSeconds(2).plusMinutes(2);

  private final Source.Walk walk;
  private final Clock clock;
  private final Deque<Directory> waiting = new ArrayDeque<>();

  FolderListing(Path top, Source.Walk walk, Clock clock) {
    this.walk = walk;
    this.clock = clock;
    waiting.add(new Directory(top, null));
  }

  @Override
  public synchronized Optional<Page> next() {
    return Optional.ofNullable(waiting.poll()).map(this::read);
  }

  @Override
  public synchronized void close() {
    waiting.clear();
  }

  private Page read(Directory directory) {
    Children children = new Children(directory);
    try {
      Files.walkFileTree(directory.path, Set.of(), 1, children);
    } catch (IOException e) {
      children.gaps.add(new Gap(directory.id, directory.path + " cannot be read: " + e));
    }
    return new Page(children.files, children.folders, children.gaps);
  }

  /** The id is null for the root. */
  private record Directory(Path path, @Nullable String id) {}

  private final class Children extends SimpleFileVisitor<Path> {

    private final Directory parent;
    private final List<RemoteFile> files = new ArrayList<>();
    private final List<Folder> folders = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    Children(Directory parent) {
      this.parent = parent;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (attributes.isDirectory()) {
        addFolder(path, FolderSource.idOf(path, attributes));
      } else {
        files.add(file(path, attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException && !path.equals(parent.path)) {
        return FileVisitResult.CONTINUE; // deleted while the directory was read
      }
      throw failure;
    }

    private void addFolder(Path path, String id) {
      Folder folder = new Folder(id, parent.id, path.getFileName().toString());
      folders.add(folder);
      if (walk.enters(folder)) {
        waiting.add(new Directory(path, id));
      }
    }

    private RemoteFile file(Path path, BasicFileAttributes attributes) {
      String name = path.getFileName().toString();
      Instant modified = attributes.lastModifiedTime().toInstant();
      RemoteFile.Builder file =
          RemoteFile.builder(new FileId(FolderSource.idOf(path, attributes)), name)
              .extension(extension(name))
              .parent(parent.id)
              .revision(revision(modified, attributes.size()))
              .settled(modified.isBefore(clock.instant().minus(UNTRUSTED)))
              .size(attributes.size())
              .modifiedAt(modified)
              .webUrl(path.toUri().toString())
              .attribute(FolderSource.PATH, path.toString());
      if (attributes.isSymbolicLink()) {
        file.skipped("a symbolic link; the file it leads to is synced where it lies");
      } else if (!attributes.isRegularFile()) {
        file.skipped("not a regular file");
      }
      return file.build();
    }
  }

  private static Revision revision(Instant modified, long size) {
    return Revision.of(
        Map.of("modified", Long.toString(modified.toEpochMilli()), "size", Long.toString(size)));
  }

  private static @Nullable String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1) : null;
  }
}
