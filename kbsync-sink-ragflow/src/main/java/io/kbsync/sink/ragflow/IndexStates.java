package io.kbsync.sink.ragflow;

import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.IndexStatus.State;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What RAGFlow's run states mean for those who search. Pure. */
final class IndexStates {

  private IndexStates() {}

  static IndexStatus of(Document document) {
    if (document.disabled()) {
      return new IndexStatus(State.DISABLED, "switched off in RAGFlow");
    }
    return switch (Objects.requireNonNullElse(document.run(), "")) {
      case "DONE", "3" -> done(document);
      case "FAIL", "4" -> new IndexStatus(State.FAILED, lastError(document.progressMessage()));
      case "CANCEL", "2" -> new IndexStatus(State.FAILED, "its parsing was cancelled in RAGFlow");
      case "RUNNING", "1" -> IndexStatus.of(State.RUNNING);
      default -> IndexStatus.of(State.WAITING);
    };
  }

  private static IndexStatus done(Document document) {
    boolean chunks = document.chunkCount() != null && document.chunkCount() > 0;
    return chunks
        ? IndexStatus.of(State.SEARCHABLE)
        : new IndexStatus(State.EMPTY, "RAGFlow found no text in it");
  }

  /** The last line that reports an error, else the last line: the message is the whole log. */
  private static String lastError(@org.jspecify.annotations.Nullable String log) {
    List<String> lines =
        log == null ? List.of() : log.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String last = lines.isEmpty() ? "RAGFlow does not say why" : lines.get(lines.size() - 1);
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).contains("[error]"))
        .reduce((first, second) -> second)
        .orElse(last);
  }
}
