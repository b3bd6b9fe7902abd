package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.Indexing;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameRules;
import io.kbsync.api.sink.Refusal;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import io.kbsync.api.sink.Target;
import io.kbsync.api.sink.Upload;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A RAGFlow dataset. Thread-safe. */
final class RagflowSink implements Sink {

  private final RagflowServer server;
  private final RagflowDocuments documents;
  private final RagflowLabels labels;
  private final RagflowUploads uploads;
  private final RagflowReading reading;
  private final RagflowNames names;
  private final TypeMap typeMap;
  private final long maxBytes;
  private final @Nullable Indexing indexing;

  RagflowSink(RagflowServer server, RagflowSettings settings) {
    this.server = server;
    this.documents = new RagflowDocuments(server);
    this.labels = new RagflowLabels(server, documents);
    this.uploads = new RagflowUploads(server, new TextCheck(settings.typeMap()));
    this.reading = new RagflowReading(documents);
    this.names = new RagflowNames(settings.typeMap());
    this.typeMap = settings.typeMap();
    this.maxBytes = settings.maxContentLength();
    this.indexing =
        settings.parse() ? new RagflowIndexing(server, documents, settings.parseWindow()) : null;
  }

  @Override
  public Target verify() throws ConnectorException, InterruptedException {
    uploads.begin();
    return new RagflowVerification(server).verify();
  }

  @Override
  public Optional<Refusal> refuses(RemoteFile file, Rendition rendition) {
    String ending = FileTypes.endingOf(rendition.nameOf(file));
    if (!takes(ending)) {
      String kind =
          ending.equals(FileTypes.NONE) ? "files without an ending" : "." + ending + " files";
      return Optional.of(new Refusal("RAGFlow does not take " + kind));
    }
    boolean tooLarge = rendition.equals(Rendition.ORIGINAL) && file.size().orElse(0) > maxBytes;
    return tooLarge ? Optional.of(new Refusal(tooLarge())) : Optional.empty();
  }

  private String tooLarge() {
    boolean whole = maxBytes % (1L << 30) == 0;
    String limit = whole ? (maxBytes >> 30) + " GiB" : maxBytes + " bytes";
    return "RAGFlow takes files up to " + limit + ", and this one is larger";
  }

  private boolean takes(String ending) {
    String stored = typeMap.appendedTo(ending).orElse(ending);
    return FileTypes.takes(stored) && !server.dialect().refusedBefore(stored);
  }

  @Override
  public NameRules nameRules() {
    return names;
  }

  @Override
  public StoredDocument put(Upload upload) throws ConnectorException, InterruptedException {
    if (upload.length() > maxBytes) {
      throw PermanentException.skipped(tooLarge());
    }
    return uploads.put(upload);
  }

  @Override
  public Optional<StoredDocument> find(DocumentKey key)
      throws ConnectorException, InterruptedException {
    // Of two the older one is meant to stay.
    return documents.named(key).stream()
        .map(RagflowDocuments::stored)
        .filter(document -> key.equals(document.key()))
        .min(Comparator.comparingLong(StoredDocument::createdAtMillis));
  }

  @Override
  public void label(DocumentId id, Label label, @Nullable DocumentId keeping)
      throws ConnectorException, InterruptedException {
    labels.label(id, label, keeping);
  }

  @Override
  public void remove(DocumentId id) throws ConnectorException, InterruptedException {
    // Up to v0.25.1 a DELETE takes the id of a document in any dataset: only what is seen in ours.
    Optional<Document> document = documents.byId(id.value());
    if (document.isEmpty()) {
      return;
    }
    Answer answer = server.delete(id.value());
    if (!answer.done() && documents.byId(id.value()).isPresent()) {
      String name = Objects.requireNonNullElse(document.get().name(), id.value());
      throw server.errors().refused(answer, "the removal of '" + name + "'");
    }
  }

  @Override
  public StoredPage documents(@Nullable String cursor)
      throws ConnectorException, InterruptedException {
    return reading.page(cursor);
  }

  @Override
  public Set<DocumentId> present(List<DocumentId> ids)
      throws ConnectorException, InterruptedException {
    return documents.byIds(ids.stream().map(DocumentId::value).toList()).keySet().stream()
        .map(DocumentId::new)
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<Indexing> indexing() {
    return Optional.ofNullable(indexing);
  }

  @Override
  public void cancel() {
    server.cancel();
  }

  @Override
  public void close() {
    server.close();
  }
}
