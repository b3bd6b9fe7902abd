package io.kbsync.examples.folder;

import io.kbsync.api.sink.DocumentKey;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the folder cannot say about a document by itself.
 *
 * @param name the name of its file
 * @param next the name it is about to get; null but for the moment of renaming. A process that ends
 *     in that moment leaves its file under one of the two
 * @param key what it is, if the sink put it there
 * @param metadata ours, and what people added
 */
record Sidecar(
    String name, @Nullable String next, @Nullable String key, Map<String, String> metadata) {

  private static final String METADATA = "metadata.";

  Sidecar {
    metadata = Map.copyOf(metadata);
  }

  static Sidecar of(String name, @Nullable DocumentKey key) {
    return new Sidecar(name, null, key == null ? null : key.toString(), Map.of());
  }

  static Sidecar read(Path file) throws IOException {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    }
    String name = lines.getProperty("name");
    if (name == null) {
      throw new IOException(file + " has lost its line 'name='");
    }
    Map<String, String> metadata = new TreeMap<>();
    for (String line : lines.stringPropertyNames()) {
      if (line.startsWith(METADATA)) {
        metadata.put(line.substring(METADATA.length()), lines.getProperty(line));
      }
    }
    return new Sidecar(name, lines.getProperty("next"), lines.getProperty("key"), metadata);
  }

  /** Written beside and moved into place, so that nobody ever reads half of it. */
  void write(Path file) throws IOException {
    Properties lines = new Properties();
    lines.setProperty("name", name);
    Optional.ofNullable(next).ifPresent(value -> lines.setProperty("next", value));
    Optional.ofNullable(key).ifPresent(value -> lines.setProperty("key", value));
    metadata.forEach((what, value) -> lines.setProperty(METADATA + what, value));
    Path half = file.resolveSibling(file.getFileName() + ".part");
    try (Writer writer = Files.newBufferedWriter(half)) {
      lines.store(writer, null);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }

  Optional<DocumentKey> documentKey() {
    return Optional.ofNullable(key).flatMap(DocumentKey::startOf);
  }

  Sidecar goingTo(String newName) {
    return new Sidecar(name, newName, key, metadata);
  }

  Sidecar labelled(String newName, Map<String, String> newMetadata) {
    return new Sidecar(newName, null, key, newMetadata);
  }
}
