package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a successor be parsed as its predecessor was. Thread-safe. */
final class ParserSettings {

  private static final Logger log = LoggerFactory.getLogger(ParserSettings.class);
  private static final String METHOD = "chunk_method";
  private static final String CONFIG = "parser_config";

  /** How v0.25 and later name a setting that they do not take. */
  private static final Pattern REFUSED = Pattern.compile("<" + CONFIG + "\\.([^.>]+)");

  private final RagflowServer server;

  ParserSettings(RagflowServer server) {
    this.server = server;
  }

  /**
   * Sends what differs, and only before the document is parsed: the mere presence of settings makes
   * the server forget all chunks.
   */
  void takeOver(Document document, Document before)
      throws ConnectorException, InterruptedException {
    Map<String, Object> changes = differing(document, before);
    if (document.done() || changes.isEmpty()) {
      return;
    }
    String id = Objects.requireNonNull(document.id(), "id");
    Answer answer = server.update(id, changes);
    Set<String> refused = refused(answer);
    if (refused.isEmpty()) {
      check(answer, before);
      return;
    }
    log.warn(
        "RAGFlow does not take the parser settings {} of '{}' any more; its successor goes"
            + " without them",
        refused,
        before.name());
    Map<String, Object> rest = without(refused, changes, before);
    if (!rest.isEmpty()) {
      check(server.update(id, rest), before);
    }
  }

  private static Map<String, Object> differing(Document document, Document before) {
    Map<String, Object> changes = new LinkedHashMap<>();
    String method = before.chunkMethod();
    boolean otherMethod = method != null && !method.equals(document.chunkMethod());
    if (otherMethod) {
      changes.put(METHOD, method);
    }
    Map<String, Object> parser = before.parser();
    // The server merges what it is sent into what it has.
    if (!parser.isEmpty()
        && (otherMethod || !document.parser().entrySet().containsAll(parser.entrySet()))) {
      changes.put(CONFIG, parser);
    }
    return changes;
  }

  private static Set<String> refused(Answer answer) {
    return answer.done()
        ? Set.of()
        : REFUSED
            .matcher(answer.message())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Map<String, Object> without(
      Set<String> refused, Map<String, Object> changes, Document before) {
    Map<String, Object> settings = new LinkedHashMap<>(before.parser());
    settings.keySet().removeAll(refused);
    Map<String, Object> rest = new LinkedHashMap<>(changes);
    rest.put(CONFIG, settings);
    if (settings.isEmpty()) {
      rest.remove(CONFIG);
    }
    return rest;
  }

  /** What is refused for good leaves the document to be parsed as the server does by itself. */
  private void check(Answer answer, Document before) throws ConnectorException {
    if (answer.done()) {
      return;
    }
    ConnectorException verdict =
        server.errors().refused(answer, "the parser settings of '" + before.name() + "'");
    if (verdict instanceof RetriableException) {
      throw verdict;
    }
    log.warn(
        "RAGFlow does not let '{}' be parsed like its predecessor: {}",
        before.name(),
        RagflowErrors.words(answer));
  }
}
