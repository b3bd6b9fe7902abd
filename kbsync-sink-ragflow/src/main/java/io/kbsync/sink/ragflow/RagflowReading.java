package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import io.kbsync.sink.ragflow.RagflowDocuments.Order;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import io.kbsync.sink.ragflow.RagflowWire.DocumentPage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole dataset, the oldest first. Rows slip through where several of one time meet the
 * end of a page, and pages shift while others write. So each row is given out once, and pages are
 * read again, in another order, while what was seen does not add up. A cursor is the number of a
 * page; the first page begins anew.
 */
final class RagflowReading {

  private static final Logger log = LoggerFactory.getLogger(RagflowReading.class);
  private static final List<Order> ROUNDS =
      List.of(Order.OLDEST_FIRST, Order.BY_NAME, Order.NEWEST_FIRST);

  private final RagflowDocuments documents;
  private Set<String> seen = new HashSet<>();
  private long leastTotal;
  private boolean torn;
  private long rowsOfRound;
  private int round;

  RagflowReading(RagflowDocuments documents) {
    this.documents = documents;
  }

  synchronized StoredPage page(@Nullable String cursor)
      throws ConnectorException, InterruptedException {
    int number = cursor == null ? 1 : Integer.parseInt(cursor);
    int roundOfPage = cursor == null ? 0 : number == 1 ? round + 1 : round;
    DocumentPage page = documents.page(number, ROUNDS.get(roundOfPage));
    if (cursor == null) {
      seen = new HashSet<>();
    }
    if (number == 1) {
      begin(roundOfPage, page);
    }
    return step(number, page);
  }

  private void begin(int newRound, DocumentPage page) {
    round = newRound;
    leastTotal = RagflowDocuments.total(page);
    torn = false;
    rowsOfRound = 0;
  }

  private StoredPage step(int number, DocumentPage page) {
    List<Document> rows = RagflowDocuments.rows(page);
    List<StoredDocument> fresh =
        rows.stream()
            .filter(row -> seen.add(String.valueOf(row.id())))
            .map(RagflowDocuments::stored)
            .toList();
    long total = RagflowDocuments.total(page);
    torn |= total < leastTotal;
    leastTotal = Math.min(leastTotal, total);
    rowsOfRound += rows.size();
    boolean last = rows.isEmpty() || rowsOfRound >= total;
    return new StoredPage(fresh, last ? afterLast(total) : Integer.toString(number + 1));
  }

  private @Nullable String afterLast(long total) {
    boolean complete = !torn && seen.size() >= total;
    if (!complete && round + 1 < ROUNDS.size()) {
      return "1";
    }
    if (!complete) {
      warn(total);
    }
    seen = new HashSet<>();
    return null;
  }

  private void warn(long total) {
    log.warn(
        "The RAGFlow dataset changes while it is read: {} of {} documents were seen",
        seen.size(),
        total);
  }
}
