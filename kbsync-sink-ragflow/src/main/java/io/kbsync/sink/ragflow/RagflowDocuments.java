package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import io.kbsync.sink.ragflow.RagflowWire.DocumentPage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads documents of the dataset. Thread-safe. */
final class RagflowDocuments {

  /** In which order pages come. */
  enum Order {
    OLDEST_FIRST("create_time", false),
    NEWEST_FIRST("create_time", true),
    BY_NAME("name", false);

    private final String column;
    private final boolean descending;

    Order(String column, boolean descending) {
      this.column = column;
      this.descending = descending;
    }
  }

  private final RagflowServer server;

  RagflowDocuments(RagflowServer server) {
    this.server = server;
  }

  /** A page of all documents; pages count from 1. */
  DocumentPage page(int number, Order order) throws ConnectorException, InterruptedException {
    return page(query(number, order), List.of());
  }

  private static Map<String, String> query(int number, Order order) {
    // Some versions take everything but exactly "False" for descending.
    return Map.of(
        "page",
        Integer.toString(number),
        "page_size",
        Integer.toString(ServerDialect.PAGE_SIZE),
        "orderby",
        order.column,
        "desc",
        order.descending ? "True" : "False");
  }

  private DocumentPage page(Map<String, String> query, List<String> ids)
      throws ConnectorException, InterruptedException {
    return pageOf(server.documents(query, ids));
  }

  private DocumentPage pageOf(Answer answer) throws ConnectorException {
    Optional<DocumentPage> page = answer.as(DocumentPage.class);
    if (page.isEmpty() || page.get().docs() == null) {
      throw server.errors().refused(answer, "the list of documents");
    }
    return page.get();
  }

  /** The documents whose name contains the key. */
  List<Document> named(DocumentKey key) throws ConnectorException, InterruptedException {
    return rows(
        page(
            Map.of(
                "keywords", key.toString(),
                "page", "1",
                "page_size", Integer.toString(ServerDialect.PAGE_SIZE)),
            List.of()));
  }

  /** The document, if this dataset holds it. */
  Optional<Document> byId(String id) throws ConnectorException, InterruptedException {
    Answer answer = server.documents(Map.of("id", id), List.of());
    if (answer.missesDocument()) {
      return Optional.empty();
    }
    Optional<DocumentPage> page = answer.as(DocumentPage.class);
    if (page.isEmpty()) {
      throw server.errors().refused(answer, "the look-up of document " + id);
    }
    // A server that ignores the filter must not give us another document.
    return rows(page.get()).stream().filter(each -> id.equals(each.id())).findFirst();
  }

  /**
   * Those of these documents that the dataset holds. One request for up to 100 where the server
   * filters by ids; else the newest pages, then single look-ups, whichever takes fewer requests. No
   * document is given up for missing because of a page alone, since pages shift.
   */
  Map<String, Document> byIds(List<String> ids) throws ConnectorException, InterruptedException {
    Map<String, Document> found = new LinkedHashMap<>();
    List<String> distinct = List.copyOf(new LinkedHashSet<>(ids));
    for (int from = 0; from < distinct.size(); from += ServerDialect.PAGE_SIZE) {
      int to = Math.min(distinct.size(), from + ServerDialect.PAGE_SIZE);
      found.putAll(batch(distinct.subList(from, to)));
    }
    return found;
  }

  private Map<String, Document> batch(List<String> ids)
      throws ConnectorException, InterruptedException {
    Map<String, Document> found = new LinkedHashMap<>();
    Set<String> open = new LinkedHashSet<>(ids);
    if (filtered(ids, open, found)) {
      return found;
    }
    long pages = open.size() == 1 ? 0 : 1;
    for (int number = 1; number <= pages && open.size() > pages - number; number++) {
      DocumentPage page = page(number, Order.NEWEST_FIRST);
      pages = pages(page);
      take(page, open, found);
    }
    for (String id : List.copyOf(open)) {
      byId(id).ifPresent(document -> found.put(id, document));
    }
    return found;
  }

  /**
   * Asks by ids; true when the answer is complete. A server that does not know the filter lets
   * strangers through, and brings the newest documents: often the wanted ones.
   */
  private boolean filtered(List<String> ids, Set<String> open, Map<String, Document> found)
      throws ConnectorException, InterruptedException {
    if (server.dialect().ignoresIdsFilter()) {
      return false;
    }
    Answer answer = server.documents(query(1, Order.NEWEST_FIRST), ids);
    if (answer.missesDocument()) {
      return false;
    }
    DocumentPage page = pageOf(answer);
    boolean strangers = rows(page).stream().anyMatch(each -> !ids.contains(each.id()));
    if (strangers) {
      server.dialect().learnNoIdsFilter();
    }
    take(page, open, found);
    return open.isEmpty() || (!strangers && total(page) <= rows(page).size());
  }

  private static void take(DocumentPage page, Set<String> open, Map<String, Document> found) {
    for (Document document : rows(page)) {
      String id = String.valueOf(document.id());
      if (open.remove(id)) {
        found.put(id, document);
      }
    }
  }

  private static long pages(DocumentPage page) {
    return (total(page) + ServerDialect.PAGE_SIZE - 1) / ServerDialect.PAGE_SIZE;
  }

  static long total(DocumentPage page) {
    return page.total() == null ? 0 : page.total();
  }

  static List<Document> rows(DocumentPage page) {
    return page.docs() == null
        ? List.of()
        : page.docs().stream().filter(Objects::nonNull).filter(each -> each.id() != null).toList();
  }

  /** What the engine sees of a document; its id is present. */
  static StoredDocument stored(Document document) {
    String name = Objects.requireNonNullElse(document.name(), "");
    String location = Objects.requireNonNullElse(document.location(), name);
    return new StoredDocument(
        new DocumentId(Objects.requireNonNull(document.id(), "id")),
        name,
        DocumentKey.startOf(location).orElse(null),
        document.createTime() == null ? 0 : document.createTime(),
        IndexStates.of(document));
  }
}
