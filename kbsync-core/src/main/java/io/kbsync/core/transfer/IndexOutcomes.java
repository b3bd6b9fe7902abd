package io.kbsync.core.transfer;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.source.FileId;
import io.kbsync.core.state.IndexQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records what the sink says of documents that are being indexed. Thread-safe. */
final class IndexOutcomes {

  private final Workplace at;
  private final IndexQueue queue;

  IndexOutcomes(Workplace at) {
    this.at = at;
    this.queue = at.state().indexing();
  }

  /**
   * The sink is done with a document, well or badly.
   *
   * @param replaces it is the newer document of a replacement that is not finished
   */
  record Outcome(
      DocumentId document, FileId file, IndexStatus status, String path, boolean replaces) {

    boolean searchable() {
      return status.state() == IndexStatus.State.SEARCHABLE;
    }
  }

  /** Records all answers of one look as one piece of work; returns those that are final. */
  List<Outcome> record(Map<DocumentId, FileId> asked, Map<DocumentId, IndexStatus> answers) {
    Instant now = at.clock().instant();
    return at.state()
        .atOnce(
            () -> {
              List<Outcome> outcomes = new ArrayList<>();
              answers.forEach(
                  (document, status) -> {
                    FileId file = asked.get(document);
                    if (file != null && status.state() == IndexStatus.State.WAITING) {
                      queue.add(document, file);
                    } else if (file != null && status.state().settled()) {
                      outcomes.add(settle(document, file, status, now));
                    }
                  });
              return outcomes;
            });
  }

  private Outcome settle(DocumentId document, FileId file, IndexStatus status, Instant now) {
    boolean replaces = replaces(document, file);
    switch (status.state()) {
      case SEARCHABLE, DISABLED -> queue.done(document);
      case MISSING -> {
        queue.done(document);
        if (!replaces) {
          at.state().files().lost(file, document);
        }
      }
      default -> giveUp(document, status, now);
    }
    String path = at.state().files().path(file).orElse(file.value());
    return new Outcome(document, file, status, path, replaces);
  }

  private boolean replaces(DocumentId document, FileId file) {
    return at.state()
        .files()
        .replacement(file)
        .filter(each -> each.next().document().equals(document))
        .isPresent();
  }

  private void giveUp(DocumentId document, IndexStatus status, Instant now) {
    int attempts = Math.max(1, queue.attempts(document));
    queue.gaveUp(document, status, RetrySchedule.next(attempts + 1, now));
  }
}
