package io.kbsync.examples.folder;

import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Presence;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** All ids below a folder. What could not be read leaves it open whether a file is gone. */
final class FileSearch {

  private final Set<String> found = new HashSet<>();
  private boolean complete = true;

  private FileSearch() {}

  static FileSearch in(Path folder) {
    FileSearch search = new FileSearch();
    try {
      Files.walkFileTree(folder, search.new Visitor());
    } catch (IOException e) {
      search.complete = false;
    }
    return search;
  }

  Presence presence(FileId id) {
    if (found.contains(id.value())) {
      return Presence.PRESENT;
    }
    return complete ? Presence.GONE : Presence.UNKNOWN;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      found.add(FolderSource.idOf(file, attributes));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      complete = false;
      return FileVisitResult.CONTINUE;
    }
  }
}
