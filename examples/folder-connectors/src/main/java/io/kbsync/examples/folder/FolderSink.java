package io.kbsync.examples.folder;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameRules;
import io.kbsync.api.sink.NameTakenException;
import io.kbsync.api.sink.Refusal;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import io.kbsync.api.sink.Target;
import io.kbsync.api.sink.Upload;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Documents are the files of one folder. Hidden files and subfolders are none; files that others
 * put there are documents of theirs, and stay what they are.
 */
final class FolderSink implements Sink {

  private static final NameRules NAMES = new FolderNames();

  private final Path folder;
  private final Sidecars sidecars;

  FolderSink(Path folder) {
    this.folder = folder;
    this.sidecars = new Sidecars(folder.resolve(".kbsync"));
  }

  @Override
  public Target verify() throws ConnectorException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      throw new FatalException(
          FatalException.Kind.REFUSED_VALUE,
          "There is no folder " + folder + ". Correct folderSinkPath, or create the folder.",
          null);
    }
    if (!Files.isWritable(folder)) {
      throw new FatalException(
          FatalException.Kind.PERMISSION,
          "The folder " + folder + " is read-only. Give this user the right to write into it.",
          null);
    }
    int documents = documents(null).documents().size();
    return new Target(folder.toString(), folder.toString(), documents);
  }

  @Override
  public Optional<Refusal> refuses(RemoteFile file, Rendition rendition) {
    return Optional.empty();
  }

  @Override
  public NameRules nameRules() {
    return NAMES;
  }

  @Override
  public StoredDocument put(Upload upload) throws ConnectorException, InterruptedException {
    return onDisk(
        "'" + upload.title() + "' cannot be stored",
        () -> {
          Path part = sidecars.part();
          try (InputStream content = upload.open()) {
            Files.copy(content, part);
            return place(part, upload);
          } finally {
            Files.deleteIfExists(part);
          }
        });
  }

  /** The sidecar comes first: without it, the file would be somebody else's. */
  private synchronized StoredDocument place(Path part, Upload upload) throws IOException {
    String name = NAMES.clean(upload.name());
    while (taken(file(name))) {
      name += "_";
    }
    DocumentId id = sidecars.freeId(name);
    Sidecar sidecar = Sidecar.of(name, upload.key());
    sidecars.write(id, sidecar);
    Files.move(part, file(name));
    return stored(id, sidecar);
  }

  @Override
  public synchronized Optional<StoredDocument> find(DocumentKey key)
      throws ConnectorException, InterruptedException {
    return onDisk(
        "The document " + key + " cannot be looked for",
        () -> {
          for (var known : sidecars.beginningWith(key.toString()).entrySet()) {
            String name = currentName(known.getValue());
            if (name.startsWith(key.toString()) && taken(file(name))) {
              return Optional.of(stored(known.getKey(), known.getValue()));
            }
          }
          return Optional.empty();
        });
  }

  @Override
  public synchronized void label(DocumentId id, Label label, @Nullable DocumentId keeping)
      throws ConnectorException, InterruptedException {
    onDisk(
        "The document " + id + " cannot be labelled '" + label.name() + "'",
        () -> {
          Sidecar sidecar = sidecars.of(id);
          String name = NAMES.clean(label.name());
          rename(id, sidecar, name);
          Map<String, String> metadata = new HashMap<>(foreignMetadata(keeping));
          metadata.putAll(label.metadata());
          sidecars.write(id, sidecar.labelled(name, metadata));
          return id;
        });
  }

  private void rename(DocumentId id, Sidecar sidecar, String name)
      throws IOException, PermanentException {
    Path from = file(currentName(sidecar));
    Path to = file(name);
    if (!taken(from)) {
      throw PermanentException.failed(from + " is gone: somebody else deleted it.", null);
    }
    if (taken(to) && !Files.isSameFile(from, to)) {
      throw new NameTakenException(name);
    }
    sidecars.write(id, sidecar.goingTo(name));
    Files.move(from, to);
  }

  private Map<String, String> foreignMetadata(@Nullable DocumentId keeping) throws IOException {
    Map<String, String> kept = new HashMap<>();
    if (keeping != null) {
      kept.putAll(sidecars.of(keeping).metadata());
      kept.keySet().removeIf(key -> key.startsWith("kbsync_"));
    }
    return kept;
  }

  @Override
  public synchronized void remove(DocumentId id) throws ConnectorException, InterruptedException {
    onDisk(
        "The document " + id + " cannot be removed",
        () -> {
          Files.deleteIfExists(file(currentName(sidecars.of(id))));
          sidecars.delete(id);
          return id;
        });
  }

  @Override
  public synchronized StoredPage documents(@Nullable String cursor)
      throws ConnectorException, InterruptedException {
    return onDisk(folder + " cannot be read", () -> new StoredPage(documents(), null));
  }

  private List<StoredDocument> documents() throws IOException {
    Map<String, DocumentId> ids = new HashMap<>();
    Map<DocumentId, Sidecar> known = sidecars.beginningWith("");
    known.forEach((id, sidecar) -> ids.put(currentName(sidecar), id));
    List<StoredDocument> documents = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*")) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          String name = file.getFileName().toString();
          DocumentId id = ids.getOrDefault(name, sidecars.freeId(name));
          documents.add(stored(id, known.getOrDefault(id, Sidecar.of(name, null))));
        }
      }
    }
    return documents;
  }

  @Override
  public void close() {}

  private StoredDocument stored(DocumentId id, Sidecar sidecar) throws IOException {
    String name = currentName(sidecar);
    return new StoredDocument(
        id,
        name,
        sidecar.documentKey().orElse(null),
        Files.getLastModifiedTime(file(name)).toMillis(),
        IndexStatus.of(IndexStatus.State.SEARCHABLE));
  }

  /** The name of its file, even when the process ended in the middle of a renaming. */
  private String currentName(Sidecar sidecar) {
    String next = sidecar.next();
    return next != null && !taken(file(sidecar.name())) ? next : sidecar.name();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** A broken link has no content, and holds its name all the same. */
  private static boolean taken(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static <T> T onDisk(String failure, Work<T> work)
      throws ConnectorException, InterruptedException {
    try {
      return work.run();
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException(failure);
    } catch (IOException | InvalidPathException e) {
      throw PermanentException.failed(failure + ": " + e, e);
    }
  }

  private interface Work<T> {
    T run() throws IOException, ConnectorException;
  }
}
