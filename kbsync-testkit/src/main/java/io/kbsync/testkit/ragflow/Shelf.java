package io.kbsync.testkit.ragflow;

import static java.util.Comparator.comparingLong;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dataset and its documents. Guarded by the lock of its {@link World}. */
final class Shelf {

  final String id;
  final String name;
  final String tenant;
  final String pipeline;
  final long createdAt;

  private final Collation collation;
  private final Map<String, StoredFile> files = new LinkedHashMap<>();
  private final Map<String, StoredFile> byName = new HashMap<>();
  private final Set<String> locations = new HashSet<>();

  /** Null: to be sorted again. */
  private @Nullable List<StoredFile> byCreation;

  Shelf(DatasetSpec spec, Collation collation, long createdAt) {
    this.id = spec.id();
    this.name = spec.name();
    this.tenant = spec.tenant();
    this.pipeline = spec.pipeline();
    this.collation = collation;
    this.createdAt = createdAt;
  }

  String chunkMethod() {
    return "naive";
  }

  Map<String, Object> parserConfig() {
    return Map.of("chunk_token_num", 512L, "delimiter", "\n", "layout_recognize", "DeepDOC");
  }

  /** In the order of their upload. */
  Collection<StoredFile> files() {
    return files.values();
  }

  /** In the order of their creation: datasets may hold very many, and each page asks for them. */
  List<StoredFile> byCreation() {
    List<StoredFile> sorted = byCreation;
    if (sorted == null) {
      sorted = files.values().stream().sorted(comparingLong(file -> file.createdAt)).toList();
      byCreation = sorted;
    }
    return sorted;
  }

  Optional<StoredFile> find(String fileId) {
    return Optional.ofNullable(files.get(fileId));
  }

  /** The file with this name or one that counts as equal. */
  Optional<StoredFile> named(String fileName) {
    return Optional.ofNullable(byName.get(collation.key(fileName)));
  }

  /** The object's name under which the storage can keep it. */
  String freeLocation(String wanted) {
    String location = wanted;
    while (locations.contains(location)) {
      location += "_";
    }
    return location;
  }

  void add(StoredFile file) {
    files.put(file.id, file);
    byName.put(collation.key(file.name), file);
    locations.add(file.location);
    byCreation = null;
  }

  void remove(StoredFile file) {
    files.remove(file.id);
    byName.remove(collation.key(file.name));
    locations.remove(file.location);
    byCreation = null;
  }

  /** The name is free, or the file's own. */
  void rename(StoredFile file, String fileName) {
    byName.remove(collation.key(file.name));
    file.name = fileName;
    byName.put(collation.key(fileName), file);
  }

  /** Whether another file than this one holds the name. */
  boolean taken(String fileName, @Nullable StoredFile except) {
    return named(fileName).filter(file -> file != except).isPresent();
  }

  /** Whether the database can compare the name with others at all. */
  boolean canCompare(String fileName) {
    return collation.canCompare(fileName);
  }

  List<RagflowDocument> snapshot() {
    return files.values().stream().map(StoredFile::snapshot).toList();
  }
}
