package io.kbsync.examples.folder;

import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Presence;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import io.kbsync.api.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files below one folder of this machine. A root is that folder or one directly below it; its
 * id is its absolute path. A file is known by what the file system knows it by, so a program that
 * saves by writing a new file in the place of the old one makes a new file here, too.
 */
final class FolderSource implements Source {

  /** The attribute of a listed file that tells {@link #fetch} where it lies. */
  static final String PATH = "path";

  private final Path folder;
  private final Clock clock;

  FolderSource(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public List<Scope> scopes(Optional<Scope> parent) throws FatalException {
    if (parent.isPresent()) {
      return List.of();
    }
    List<Scope> scopes = new ArrayList<>(List.of(scope(".", folder)));
    for (Path subfolder : subfoldersOldestFirst()) {
      scopes.add(scope(subfolder.getFileName().toString(), subfolder));
    }
    return scopes;
  }

  @Override
  public Listing open(Root root, Walk walk) throws FatalException {
    Path top = Path.of(root.id());
    if (!top.startsWith(folder) || !Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      throw new FatalException(
          FatalException.Kind.REFUSED_VALUE,
          top + " is not a folder in " + folder + ". Correct folderSourcePath or folderSourceRoot.",
          null);
    }
    return new FolderListing(top, walk, clock);
  }

  /** Looks for all of them in one walk, since a file may have been moved anywhere. */
  @Override
  public Map<FileId, Presence> presence(List<FileId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    FileSearch search = FileSearch.in(folder);
    Map<FileId, Presence> answer = new HashMap<>();
    for (FileId id : ids) {
      answer.put(id, search.presence(id));
    }
    return answer;
  }

  @Override
  public RemoteContent fetch(RemoteFile file, Rendition wanted) throws PermanentException {
    Path path = Path.of(file.attributes().get(PATH));
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!idOf(path, attributes).equals(file.id().value())) {
        throw new NoSuchFileException(path.toString(), null, "another file lies there now");
      }
      return RemoteContent.original(
          Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS), attributes.size());
    } catch (NoSuchFileException e) {
      throw PermanentException.failed(
          path + " was moved or deleted after it was listed. The next run looks for it again.", e);
    } catch (IOException e) {
      throw PermanentException.failed(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {}

  /** What stays when a file is renamed or moved; the path where the file system knows no such. */
  static String idOf(Path path, BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? path.toString() : key.toString();
  }

  private static Scope scope(String id, Path path) {
    Path name = path.getFileName();
    String shown = name == null ? path.toString() : name.toString();
    return Scope.leaf(id, shown, new Root(path.toString(), shown));
  }

  private List<Path> subfoldersOldestFirst() throws FatalException {
    try (Stream<Path> children = Files.list(folder)) {
      Map<Path, Long> created = new HashMap<>();
      for (Path child : (Iterable<Path>) children::iterator) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          BasicFileAttributes attributes =
              Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          created.put(child, attributes.creationTime().toMillis());
        }
      }
      Comparator<Path> oldestFirst = Comparator.comparing(created::get);
      return created.keySet().stream().sorted(oldestFirst.thenComparing(path -> path)).toList();
    } catch (IOException e) {
      throw new FatalException(
          FatalException.Kind.PERMISSION,
          "The folder " + folder + " cannot be read. Give this user the right to read it.",
          e);
    }
  }
}
