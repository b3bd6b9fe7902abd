package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.IndexStatus.State;
import io.kbsync.api.sink.Indexing;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RAGFlow's parsing: the making of chunks. Thread-safe. */
final class RagflowIndexing implements Indexing {

  private static final String DEED = "the start of parsing";

  private final RagflowServer server;
  private final RagflowDocuments documents;
  private final int window;

  RagflowIndexing(RagflowServer server, RagflowDocuments documents, int window) {
    this.server = server;
    this.documents = documents;
    this.window = window;
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public void start(List<DocumentId> ids) throws ConnectorException, InterruptedException {
    List<String> wanted = ids.stream().map(DocumentId::value).distinct().toList();
    if (wanted.isEmpty()) {
      return;
    }
    if (server.dialect().ingests()) {
      ingest(wanted);
      return;
    }
    Answer answer = server.parse(wanted);
    if (wantsIngest(answer)) {
      ingest(wanted);
    } else if (isRunning(answer) && wanted.size() > 1) {
      // The server stopped at the one that runs: those before it are started, those after are not.
      startSingly(notRunning(wanted));
    } else {
      check(answer);
    }
  }

  private void startSingly(List<String> ids) throws ConnectorException, InterruptedException {
    for (String id : ids) {
      check(server.parse(List.of(id)));
    }
  }

  /** A document that is gone or running is no failure: its state tells. */
  private void check(Answer answer) throws ConnectorException {
    if (!answer.done() && !isRunning(answer) && !answer.missesDocument()) {
      throw server.errors().refused(answer, DEED);
    }
  }

  /** This call has no guard of its own: what runs would be started again. */
  private void ingest(List<String> wanted) throws ConnectorException, InterruptedException {
    server.dialect().learnIngest();
    List<String> rest = notRunning(wanted);
    if (!rest.isEmpty()) {
      check(server.ingest(rest));
    }
  }

  private List<String> notRunning(List<String> ids)
      throws ConnectorException, InterruptedException {
    return documents.byIds(ids).entrySet().stream()
        .filter(found -> IndexStates.of(found.getValue()).state() != State.RUNNING)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean wantsIngest(Answer answer) {
    return !answer.done() && answer.says("/documents/ingest");
  }

  private static boolean isRunning(Answer answer) {
    return !answer.done() && answer.says("currently being processed", "being processed");
  }

  @Override
  public Map<DocumentId, IndexStatus> states(List<DocumentId> ids)
      throws ConnectorException, InterruptedException {
    Map<String, Document> found =
        ids.isEmpty() ? Map.of() : documents.byIds(ids.stream().map(DocumentId::value).toList());
    Map<DocumentId, IndexStatus> states = new LinkedHashMap<>();
    for (DocumentId id : ids) {
      Document document = found.get(id.value());
      states.put(id, document == null ? IndexStatus.of(State.MISSING) : IndexStates.of(document));
    }
    return states;
  }
}
