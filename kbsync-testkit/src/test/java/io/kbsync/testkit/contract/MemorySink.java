package io.kbsync.testkit.contract;

import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.IndexStatus.State;
import io.kbsync.api.sink.Indexing;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sink in memory that keeps the whole contract. */
final class MemorySink implements Sink {

  private static final int PAGE = 50;

  private final Map<DocumentId, Stored> documents = new LinkedHashMap<>();
  private int ids;

  synchronized DocumentId storeByHand(String name, byte[] content) {
    return add(new Stored(name, content));
  }

  synchronized Stored stored(DocumentId id) {
    return documents.get(id);
  }

  @Override
  public synchronized Target verify() {
    return new Target("memory", "Memory", documents.size());
  }

  @Override
  public Optional<Refusal> refuses(RemoteFile file, Rendition rendition) {
    return Optional.empty();
  }

  @Override
  public NameRules nameRules() {
    return NameRules.exact();
  }

  @Override
  public StoredDocument put(Upload upload) throws RetriableException {
    try (InputStream in = upload.open()) {
      Stored stored = new Stored(upload.name(), in.readAllBytes());
      stored.key = upload.key();
      return shown(add(stored));
    } catch (IOException e) {
      throw new RetriableException("Cannot read the spooled content of " + upload.title(), e);
    }
  }

  @Override
  public synchronized Optional<StoredDocument> find(DocumentKey key) {
    return documents.entrySet().stream()
        .filter(entry -> key.equals(entry.getValue().key))
        .findFirst()
        .map(entry -> shown(entry.getKey()));
  }

  @Override
  public synchronized void label(DocumentId id, Label label, @Nullable DocumentId keeping)
      throws PermanentException {
    Stored stored = documents.get(id);
    if (stored == null) {
      throw PermanentException.failed("Document " + id + " is gone", null);
    }
    if (documents.values().stream().anyMatch(s -> s != stored && s.name.equals(label.name()))) {
      throw new NameTakenException(label.name());
    }
    Map<String, String> metadata = new HashMap<>();
    Stored kept = keeping == null ? null : documents.get(keeping);
    if (kept != null) {
      metadata.putAll(kept.metadata);
      metadata.keySet().removeIf(key -> key.startsWith("kbsync_"));
    }
    metadata.putAll(label.metadata());
    stored.name = label.name();
    stored.metadata = metadata;
  }

  @Override
  public synchronized void remove(DocumentId id) {
    documents.remove(id);
  }

  @Override
  public synchronized StoredPage documents(@Nullable String cursor) {
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    int to = from + PAGE;
    List<StoredDocument> page =
        documents.keySet().stream().skip(from).limit(PAGE).map(this::shown).toList();
    return new StoredPage(page, to < documents.size() ? String.valueOf(to) : null);
  }

  @Override
  public Optional<Indexing> indexing() {
    return Optional.of(new MemoryIndexing());
  }

  @Override
  public void close() {}

  private synchronized DocumentId add(Stored stored) {
    DocumentId id = new DocumentId("d" + ++ids);
    documents.put(id, stored);
    return id;
  }

  private synchronized StoredDocument shown(DocumentId id) {
    Stored stored = documents.get(id);
    return new StoredDocument(id, stored.name, stored.key, ids, IndexStatus.of(stored.state));
  }

  /** A document and what is known of it. */
  static final class Stored {

    final byte[] content;
    String name;
    @Nullable DocumentKey key;
    Map<String, String> metadata = new HashMap<>();
    State state = State.WAITING;

    Stored(String name, byte[] content) {
      this.name = name;
      this.content = content;
    }
  }

  /** Done when it is asked for the second time. */
  private final class MemoryIndexing implements Indexing {

    @Override
    public int window() {
      return 20;
    }

    @Override
    public void start(List<DocumentId> ids) {
      synchronized (MemorySink.this) {
        ids.forEach(id -> documents.get(id).state = State.RUNNING);
      }
    }

    @Override
    public Map<DocumentId, IndexStatus> states(List<DocumentId> ids) {
      synchronized (MemorySink.this) {
        Map<DocumentId, IndexStatus> states = new HashMap<>();
        for (DocumentId id : ids) {
          Stored stored = documents.get(id);
          states.put(id, IndexStatus.of(stored == null ? State.MISSING : stored.state));
          if (stored != null && stored.state == State.RUNNING) {
            stored.state = stored.content.length == 0 ? State.EMPTY : State.SEARCHABLE;
          }
        }
        return states;
      }
    }
  }
}
