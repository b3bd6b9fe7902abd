package io.kbsync.testkit.ragflow;

import io.kbsync.testkit.ragflow.RagflowChange.Kind;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that a server holds. Its own lock guards it: callers synchronise on it. */
final class World {

  private static final int HISTORY_LIMIT = 10_000;

  final RagflowVersion version;
  final Collation collation;
  final Parsing parsing = new Parsing();
  final Clock clock;
  final int maxFiles;
  final boolean unsteadyTies;
  boolean metadataShown = true;
  Set<String> refusedSettings = Set.of();

  private final Map<String, Shelf> shelves = new LinkedHashMap<>();
  private final Map<String, String> tenantsByKey;
  private final Deque<RagflowChange> history = new ArrayDeque<>();
  private final List<Consumer<RagflowChange>> listeners = new ArrayList<>();
  private @Nullable Throwable violation;
  private int ids;

  World(RagflowSimulator.Builder builder) {
    this.version = builder.version;
    this.collation = Collation.of(version);
    this.clock = builder.clock;
    this.maxFiles = builder.maxFiles;
    this.unsteadyTies = builder.unsteadyTies;
    this.tenantsByKey = Map.copyOf(builder.tenantsByKey);
    builder.datasets.forEach(
        spec -> shelves.put(spec.id(), new Shelf(spec, collation, clock.millis())));
  }

  Optional<String> tenantOf(String key) {
    return Optional.ofNullable(tenantsByKey.get(key));
  }

  Optional<Shelf> shelf(String id) {
    return Optional.ofNullable(shelves.get(id));
  }

  List<Shelf> shelvesOf(String tenant) {
    return shelves.values().stream().filter(shelf -> shelf.tenant.equals(tenant)).toList();
  }

  /** Wherever it stands. */
  Optional<Shelf> shelfHolding(String fileId) {
    return shelves.values().stream().filter(shelf -> shelf.find(fileId).isPresent()).findFirst();
  }

  /** Keeps a new file under its name, or under the next one that is free. */
  StoredFile store(Shelf shelf, String wanted, Content content) throws RefusedFileException {
    if (maxFiles > 0 && shelf.files().size() >= maxFiles) {
      throw new RefusedFileException("Exceed the maximum file number of a free user!");
    }
    if (!collation.canCompare(wanted)) {
      throw new RefusedFileException(Collation.ILLEGAL_MIX);
    }
    String name = FileNames.free(wanted, candidate -> shelf.taken(candidate, null));
    FileKind kind =
        FileKind.of(name, version)
            .orElseThrow(
                () -> new RefusedFileException("This type of file has not been supported yet!"));
    StoredFile file =
        new StoredFile(newId(), name, shelf.freeLocation(name), kind, content, clock.millis());
    file.chunkMethod = kind.chunkMethod(name, shelf.chunkMethod());
    file.parserConfig = shelf.parserConfig();
    shelf.add(file);
    changed(shelf, Kind.UPLOADED, file);
    return file;
  }

  void remove(Shelf shelf, StoredFile file) {
    shelf.remove(file);
    changed(shelf, Kind.DELETED, file);
  }

  /** Notes what happened and tells those who asked to be told. */
  void changed(Shelf shelf, Kind kind, StoredFile file) {
    file.updatedAt = clock.millis();
    RagflowChange change = new RagflowChange(shelf.id, kind, file.id, file.name);
    if (history.size() == HISTORY_LIMIT) {
      history.removeFirst();
    }
    history.addLast(change);
    for (Consumer<RagflowChange> listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException | AssertionError e) {
        violation = violation == null ? e : violation;
      }
    }
  }

  void listen(Consumer<RagflowChange> listener) {
    listeners.add(listener);
  }

  List<RagflowChange> history() {
    return List.copyOf(history);
  }

  /** The first thing that a listener threw. */
  Optional<Throwable> violation() {
    return Optional.ofNullable(violation);
  }

  private String newId() {
    return "%08x56f511f0a3d70242ac120006".formatted(0xb2af0000L + ids++);
  }
}
