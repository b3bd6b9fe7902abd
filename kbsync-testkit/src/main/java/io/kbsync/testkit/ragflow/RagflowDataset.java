package io.kbsync.testkit.ragflow;

import io.kbsync.testkit.ragflow.RagflowChange.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import okio.ByteString;

/**
 * One dataset as it is inside the server, and what people do to it in the web interface. Each call
 * is one step that no request can divide. Thread-safe.
 */
public final class RagflowDataset {

  private final World world;
  private final Shelf shelf;

  RagflowDataset(World world, Shelf shelf) {
    this.world = world;
    this.shelf = shelf;
  }

  public String id() {
    return shelf.id;
  }

  public String name() {
    return shelf.name;
  }

  /** All documents, in the order of their upload. */
  public List<RagflowDocument> documents() {
    synchronized (world) {
      return shelf.snapshot();
    }
  }

  public int size() {
    synchronized (world) {
      return shelf.files().size();
    }
  }

  public Optional<RagflowDocument> document(String documentId) {
    synchronized (world) {
      return shelf.find(documentId).map(StoredFile::snapshot);
    }
  }

  /** The document of this name, or of one that the server holds for equal. */
  public Optional<RagflowDocument> named(String name) {
    synchronized (world) {
      return shelf.named(name).map(StoredFile::snapshot);
    }
  }

  /** As a person uploads it: under this name, or the next one that is free. */
  public RagflowDocument upload(String name, String text) {
    return upload(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As a person uploads it: under this name, or the next one that is free. */
  public RagflowDocument upload(String name, byte[] content) {
    synchronized (world) {
      try {
        return world.store(shelf, name, Content.of(ByteString.of(content))).snapshot();
      } catch (RefusedFileException e) {
        throw new IllegalArgumentException("RAGFlow refuses '" + name + "'", e);
      }
    }
  }

  /**
   * @throws IllegalArgumentException when another document holds the name
   */
  public void rename(String documentId, String name) {
    change(
        documentId,
        file -> {
          if (shelf.taken(name, file)) {
            throw new IllegalArgumentException("There is a document named '" + name + "'");
          }
          shelf.rename(file, name);
        });
  }

  public void delete(String documentId) {
    synchronized (world) {
      world.remove(shelf, file(documentId));
    }
  }

  /** Switches a document on or off. */
  public void enable(String documentId, boolean enabled) {
    change(documentId, file -> file.enabled = enabled);
  }

  /** Replaces all metadata. */
  public void setMetadata(String documentId, Map<String, Object> metadata) {
    change(documentId, file -> file.metadata = Map.copyOf(metadata));
  }

  /** Chooses the way of parsing; chunks are dropped, as the server does. */
  public void setParser(String documentId, String chunkMethod, Map<String, Object> parserConfig) {
    change(
        documentId,
        file -> {
          file.chunkMethod = chunkMethod;
          file.parserConfig = Map.copyOf(parserConfig);
          file.reset();
        });
  }

  /** Lets the parsing of a document be started. */
  public void parse(String documentId) {
    change(documentId, Kind.PARSING, StoredFile::startParsing);
  }

  /** The parsing of a document is done, whatever its state was. */
  public void finish(String documentId, int chunks) {
    change(documentId, Kind.PARSED, file -> file.finish(chunks));
  }

  /** The parsing of a document has failed, whatever its state was. */
  public void fail(String documentId, String message) {
    change(documentId, Kind.PARSED, file -> file.fail(message));
  }

  private void change(String documentId, Consumer<StoredFile> what) {
    change(documentId, Kind.UPDATED, what);
  }

  private void change(String documentId, Kind kind, Consumer<StoredFile> what) {
    synchronized (world) {
      StoredFile file = file(documentId);
      what.accept(file);
      world.changed(shelf, kind, file);
    }
  }

  private StoredFile file(String documentId) {
    return shelf
        .find(documentId)
        .orElseThrow(() -> new NoSuchElementException("No document " + documentId));
  }
}
