package io.kbsync.examples.folder;

import io.kbsync.api.sink.DocumentId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The hidden folder {@code .kbsync}: one properties file for every document that the sink stored or
 * labelled. A document's id is the name under which it came, and a number: it stays when the
 * document is renamed, and is not given again while it is in use.
 */
final class Sidecars {

  private static final String ENDING = ".properties";

  private final Path folder;
  private final AtomicLong parts = new AtomicLong();

  Sidecars(Path folder) {
    this.folder = folder;
  }

  /** The first id that a file of this name can have. */
  DocumentId freeId(String name) {
    int number = 1;
    while (Files.exists(file(new DocumentId(name + "#" + number)))) {
      number++;
    }
    return new DocumentId(name + "#" + number);
  }

  /** What is known of a document; of one that has no file here, the name that its id tells. */
  Sidecar of(DocumentId id) throws IOException {
    Path file = file(id);
    int number = id.value().lastIndexOf('#');
    String came = number > 0 ? id.value().substring(0, number) : id.value();
    return Files.exists(file) ? Sidecar.read(file) : Sidecar.of(came, null);
  }

  /** Those whose id begins so; the empty text begins all. */
  Map<DocumentId, Sidecar> beginningWith(String start) throws IOException {
    Map<DocumentId, Sidecar> found = new LinkedHashMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, start + "*" + ENDING)) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          String id = name.substring(0, name.length() - ENDING.length());
          found.put(new DocumentId(id), Sidecar.read(file));
        }
      }
    }
    return found;
  }

  void write(DocumentId id, Sidecar sidecar) throws IOException {
    Files.createDirectories(folder);
    sidecar.write(file(id));
  }

  void delete(DocumentId id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /** A file of this process for content on its way, on the file system of the documents. */
  Path part() throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve("content-" + parts.incrementAndGet() + ".part");
    Files.deleteIfExists(part);
    return part;
  }

  private Path file(DocumentId id) {
    return folder.resolve(id.value() + ENDING);
  }
}
