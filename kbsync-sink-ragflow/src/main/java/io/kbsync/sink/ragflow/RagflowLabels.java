package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameTakenException;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names documents and writes their metadata, and keeps what people made of them. Thread-safe. */
final class RagflowLabels {

  private static final Logger log = LoggerFactory.getLogger(RagflowLabels.class);
  private static final String OURS = "kbsync_";

  private final RagflowServer server;
  private final RagflowDocuments documents;
  private final ParserSettings parsing;

  RagflowLabels(RagflowServer server, RagflowDocuments documents) {
    this.server = server;
    this.documents = documents;
    this.parsing = new ParserSettings(server);
  }

  void label(DocumentId id, Label label, @Nullable DocumentId keeping)
      throws ConnectorException, InterruptedException {
    if (keeping == null) {
      write(id, label, Map.of(), Map.of());
    } else if (keeping.equals(id)) {
      relabel(id, label);
    } else {
      takeOver(id, label, keeping);
    }
  }

  // RAGFlow swallows errors of its metadata index and shows no metadata then. Writing replaces what
  // cannot be seen.
  private void relabel(DocumentId id, Label label) throws ConnectorException, InterruptedException {
    Document document = readTwice(id).orElseThrow(() -> gone(id));
    if (document.metadata().isEmpty()) {
      log.warn(
          "RAGFlow does not show the metadata of '{}' ({}), if there is any; it is left as it is",
          document.name(),
          id);
      name(id, label);
    } else {
      write(id, label, foreign(document), Map.of());
    }
  }

  private void takeOver(DocumentId id, Label label, DocumentId predecessor)
      throws ConnectorException, InterruptedException {
    Map<String, Document> both = documents.byIds(List.of(id.value(), predecessor.value()));
    Document document = Optional.ofNullable(both.get(id.value())).orElseThrow(() -> gone(id));
    Document before = both.get(predecessor.value());
    if (before == null) {
      write(id, label, foreign(document), Map.of());
      return;
    }
    parsing.takeOver(document, before);
    if (before.metadata().isEmpty()) {
      write(id, label, foreign(document), Map.of());
      before = shownBeside(id, before);
    }
    Map<String, Object> foreign = new LinkedHashMap<>(foreign(document));
    foreign.putAll(foreign(before));
    boolean switchOff = before.disabled() && document.done() && !document.disabled();
    write(id, label, foreign, switchOff ? Map.of("enabled", 0) : Map.of());
  }

  /**
   * The predecessor, read beside its successor that was labelled just now: where the successor
   * shows its metadata, the predecessor shows all that it has.
   */
  private Document shownBeside(DocumentId successor, Document predecessor)
      throws ConnectorException, InterruptedException {
    String before = Objects.requireNonNull(predecessor.id(), "id");
    Map<String, Document> both = documents.byIds(List.of(successor.value(), before));
    Document labelled =
        Optional.ofNullable(both.get(successor.value())).orElseThrow(() -> gone(successor));
    if (labelled.metadata().isEmpty()) {
      throw new RetriableException(
          "RAGFlow does not show any metadata now, so what people wrote into that of '"
              + predecessor.name()
              + "' cannot be taken over; this document stays until it can",
          null);
    }
    return both.getOrDefault(before, predecessor);
  }

  /** The document, read a second time where its metadata did not come the first time. */
  private Optional<Document> readTwice(DocumentId id)
      throws ConnectorException, InterruptedException {
    Optional<Document> first = documents.byId(id.value());
    return first.isPresent() && first.get().metadata().isEmpty()
        ? documents.byId(id.value())
        : first;
  }

  private static Map<String, Object> foreign(Document document) {
    Map<String, Object> foreign = new LinkedHashMap<>();
    document
        .metadata()
        .forEach(
            (key, value) -> {
              if (!key.startsWith(OURS) && value != null) {
                foreign.put(key, value);
              }
            });
    return foreign;
  }

  private void write(
      DocumentId id, Label label, Map<String, Object> foreign, Map<String, Object> more)
      throws ConnectorException, InterruptedException {
    Map<String, Object> metadata = new LinkedHashMap<>(foreign);
    metadata.putAll(label.metadata());
    Map<String, Object> changes = new LinkedHashMap<>(more);
    changes.put("name", label.name());
    changes.put("meta_fields", metadata);
    Answer answer = server.update(id.value(), changes);
    if (refusesMetadata(answer)) {
      changes.put("meta_fields", inTexts(metadata));
      answer = server.update(id.value(), changes);
    }
    check(answer, id, label);
  }

  /** From v0.25 on an update takes less than what older versions and the web interface let in. */
  private static boolean refusesMetadata(Answer answer) {
    return !answer.done() && answer.says("type is not supported");
  }

  private static Map<String, Object> inTexts(Map<String, Object> metadata) {
    Map<String, Object> texts = new LinkedHashMap<>(metadata);
    texts.replaceAll((key, value) -> isPlain(value) ? value : PlainJson.text(value));
    return texts;
  }

  private static boolean isPlain(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().allMatch(each -> !(each instanceof List) && isPlain(each))
        : value instanceof String || value instanceof Number;
  }

  private void name(DocumentId id, Label label) throws ConnectorException, InterruptedException {
    check(server.update(id.value(), Map.of("name", label.name())), id, label);
  }

  private void check(Answer answer, DocumentId id, Label label) throws ConnectorException {
    if (answer.done()) {
      return;
    }
    if (answer.says("duplicated document name")) {
      throw new NameTakenException(label.name());
    }
    if (answer.refusesDataset()) {
      throw server.errors().notTheOwner();
    }
    if (answer.missesDocument()) {
      throw gone(id);
    }
    throw server.errors().refused(answer, "the name and metadata of '" + label.name() + "'");
  }

  private static PermanentException gone(DocumentId id) {
    return PermanentException.failed(
        "The document " + id + " is not in the RAGFlow dataset any more", null);
  }
}
