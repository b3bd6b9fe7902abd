package io.kbsync.core.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.Indexing;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameRules;
import io.kbsync.api.sink.NameTakenException;
import io.kbsync.api.sink.Refusal;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import io.kbsync.api.sink.Target;
import io.kbsync.api.sink.Upload;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Documents in memory. Its world outlives the sinks that are made of it. Thread-safe. */
public final class MemorySink implements SinkFactory {

  /** A document of the world. */
  public record Doc(
      String id,
      String name,
      String location,
      Map<String, String> metadata,
      String content,
      IndexStatus.State state,
      boolean enabled) {

    Doc with(String newName, Map<String, String> meta, boolean on) {
      return new Doc(id, newName, location, meta, content, state, on);
    }

    Doc with(IndexStatus.State newState) {
      return new Doc(id, name, location, metadata, content, newState, enabled);
    }

    public boolean searchable() {
      return enabled && state == IndexStatus.State.SEARCHABLE;
    }
  }

  public static final NameRules RULES =
      new NameRules() {
        @Override
        public String clean(String name) {
          return name.replace('/', '_');
        }

        @Override
        public String sameKey(String name) {
          return name.toLowerCase(Locale.ROOT);
        }
      };

  public final Moments moments = new Moments();
  private final Map<String, Doc> docs = new LinkedHashMap<>();
  private int ids;
  private boolean indexes = true;
  private Predicate<Doc> fails = doc -> false;
  private Predicate<Doc> holds = doc -> false;
  private Predicate<Doc> hides = doc -> false;
  private Consumer<List<Doc>> watcher = all -> {};

  /** Whether the sink indexes as a step of its own. */
  public synchronized MemorySink indexes(boolean value) {
    indexes = value;
    return this;
  }

  /** Which documents cannot be indexed. */
  public synchronized void failIndexing(Predicate<Doc> which) {
    fails = which;
  }

  /** Which documents are being indexed without an end. */
  public synchronized void holdIndexing(Predicate<Doc> which) {
    holds = which;
  }

  /** Which documents the listings slip past. */
  public synchronized void hideInListings(Predicate<Doc> which) {
    hides = which;
  }

  /** Is shown all documents after every change. */
  public synchronized void watch(Consumer<List<Doc>> each) {
    watcher = each;
  }

  public synchronized List<Doc> docs() {
    return List.copyOf(docs.values());
  }

  private synchronized List<Doc> listed() {
    return docs().stream().filter(hides.negate()).toList();
  }

  /** Content by name; two of one name end in an error. */
  public synchronized Map<String, String> contents() {
    return docs.values().stream().collect(Collectors.toMap(Doc::name, Doc::content));
  }

  public synchronized Doc byName(String name) {
    return docs.values().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
  }

  /** A person stores a document. */
  public synchronized String storedByHand(String name, String content) {
    String id = "doc" + ++ids;
    docs.put(id, new Doc(id, name, name, Map.of(), content, IndexStatus.State.SEARCHABLE, true));
    return id;
  }

  /** A put of this document that nobody heard of takes effect late: there are two now. */
  public synchronized String storedTwice(String id) {
    Doc doc = Objects.requireNonNull(docs.get(id));
    String second = "doc" + ++ids;
    docs.put(
        second,
        new Doc(
            second,
            doc.location(),
            doc.location(),
            Map.of(),
            doc.content(),
            IndexStatus.State.WAITING,
            true));
    return second;
  }

  /** A second document of one key stands there, as an upload may leave it that nobody heard of. */
  public synchronized void doubled(String id, String name) {
    Doc first = docs.get(id);
    String second = "doc" + ++ids;
    docs.put(
        second,
        new Doc(second, name, first.location(), Map.of(), first.content(), first.state(), true));
  }

  public synchronized void deletedByHand(String id) {
    docs.remove(id);
  }

  public synchronized void disabledByHand(String id) {
    docs.computeIfPresent(id, (key, d) -> d.with(d.name(), d.metadata(), false));
  }

  @Override
  public String type() {
    return "Memory";
  }

  @Override
  public ConfigSpec configSpec() {
    return ConfigSpec.EMPTY;
  }

  @Override
  public Sink create(ConnectorConfig config, ConnectorContext context) {
    return new Connected();
  }

  private synchronized void change(Runnable work) {
    work.run();
    watcher.accept(docs());
  }

  private final class Connected implements Sink, Indexing {

    @Override
    public Target verify() throws ConnectorException, InterruptedException {
      moments.before("verify");
      return new Target("memory", "Memory", docs().size());
    }

    @Override
    public Optional<Refusal> refuses(RemoteFile file, Rendition rendition) {
      return file.name().endsWith(".exe")
          ? Optional.of(new Refusal("no .exe files here"))
          : Optional.empty();
    }

    @Override
    public NameRules nameRules() {
      return RULES;
    }

    @Override
    public StoredDocument put(Upload upload) throws ConnectorException, InterruptedException {
      moments.before("put");
      String content = read(upload);
      Doc[] made = new Doc[1];
      change(
          () -> {
            String id = "doc" + ++ids;
            made[0] =
                new Doc(
                    id,
                    upload.name(),
                    upload.name(),
                    Map.of(),
                    content,
                    indexes ? IndexStatus.State.WAITING : IndexStatus.State.SEARCHABLE,
                    true);
            docs.put(id, made[0]);
          });
      moments.after("put");
      return stored(made[0]);
    }

    @Override
    public Optional<StoredDocument> find(DocumentKey key)
        throws ConnectorException, InterruptedException {
      moments.before("find");
      return docs().stream()
          .filter(d -> d.name().startsWith(key.toString()))
          .findFirst()
          .map(MemorySink::stored);
    }

    @Override
    public void label(DocumentId id, Label label, @Nullable DocumentId keeping)
        throws ConnectorException, InterruptedException {
      moments.before("label");
      synchronized (MemorySink.this) {
        boolean taken =
            docs.values().stream()
                .anyMatch(
                    d -> !d.id().equals(id.value()) && d.name().equalsIgnoreCase(label.name()));
        if (taken) {
          throw new NameTakenException(label.name());
        }
        change(() -> relabel(id, label, keeping));
      }
      moments.after("label");
    }

    private void relabel(DocumentId id, Label label, @Nullable DocumentId keeping) {
      Doc doc = docs.get(id.value());
      if (doc == null) {
        return;
      }
      Map<String, String> metadata = new LinkedHashMap<>();
      boolean enabled = doc.enabled();
      Doc kept = keeping == null ? null : docs.get(keeping.value());
      if (kept != null) {
        kept.metadata()
            .forEach(
                (k, v) -> {
                  if (!k.startsWith("kbsync_")) {
                    metadata.put(k, v);
                  }
                });
        enabled = kept.enabled() || doc.state() != IndexStatus.State.SEARCHABLE;
      }
      metadata.putAll(label.metadata());
      docs.put(id.value(), doc.with(label.name(), metadata, enabled));
    }

    @Override
    public void remove(DocumentId id) throws ConnectorException, InterruptedException {
      moments.before("remove");
      change(() -> docs.remove(id.value()));
      moments.after("remove");
    }

    @Override
    public StoredPage documents(@Nullable String cursor)
        throws ConnectorException, InterruptedException {
      moments.before("documents");
      List<Doc> all = listed();
      int from = cursor == null ? 0 : Integer.parseInt(cursor);
      int to = Math.min(all.size(), from + 4);
      return new StoredPage(
          all.subList(from, to).stream().map(MemorySink::stored).toList(),
          to < all.size() ? String.valueOf(to) : null);
    }

    @Override
    public Set<DocumentId> present(List<DocumentId> ids)
        throws ConnectorException, InterruptedException {
      moments.before("present");
      Set<DocumentId> present =
          docs().stream().map(doc -> new DocumentId(doc.id())).collect(Collectors.toSet());
      present.retainAll(ids);
      return present;
    }

    @Override
    public Optional<Indexing> indexing() {
      return indexes ? Optional.of(this) : Optional.empty();
    }

    @Override
    public int window() {
      return 4;
    }

    @Override
    public void start(List<DocumentId> documents) throws ConnectorException, InterruptedException {
      moments.before("start");
      change(
          () ->
              documents.forEach(
                  id ->
                      docs.computeIfPresent(
                          id.value(), (k, d) -> d.with(IndexStatus.State.RUNNING))));
      moments.after("start");
    }

    @Override
    public Map<DocumentId, IndexStatus> states(List<DocumentId> documents)
        throws ConnectorException, InterruptedException {
      moments.before("states");
      Map<DocumentId, IndexStatus> states = new LinkedHashMap<>();
      change(
          () -> {
            for (DocumentId id : documents) {
              docs.computeIfPresent(id.value(), (k, d) -> advance(d));
              Doc doc = docs.get(id.value());
              states.put(id, doc == null ? IndexStatus.of(IndexStatus.State.MISSING) : status(doc));
            }
          });
      return states;
    }

    private Doc advance(Doc doc) {
      if (doc.state() != IndexStatus.State.RUNNING || holds.test(doc)) {
        return doc;
      }
      return doc.with(fails.test(doc) ? IndexStatus.State.FAILED : IndexStatus.State.SEARCHABLE);
    }

    @Override
    public void close() {}

    private String read(Upload upload) throws RetriableException {
      try (var in = upload.open()) {
        return new String(in.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new RetriableException("cannot read the upload", e);
      }
    }
  }

  private static StoredDocument stored(Doc doc) {
    return new StoredDocument(
        new DocumentId(doc.id()),
        doc.name(),
        DocumentKey.startOf(doc.location()).orElse(null),
        Long.parseLong(doc.id().substring(3)),
        status(doc));
  }

  private static IndexStatus status(Doc doc) {
    return IndexStatus.of(doc.enabled() ? doc.state() : IndexStatus.State.DISABLED);
  }

  /** All names, in the order of the documents. */
  public List<String> names() {
    return new ArrayList<>(docs().stream().map(Doc::name).toList());
  }
}
