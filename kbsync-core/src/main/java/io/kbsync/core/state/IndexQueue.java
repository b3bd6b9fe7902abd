package io.kbsync.core.state;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.source.FileId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Documents that are not searchable: those to be indexed, those the sink is at, and those it gave
 * up. Thread-safe.
 */
public final class IndexQueue {

  private final Database database;
  private final Sql sql;

  IndexQueue(Database database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  /**
   * A document that is not searchable.
   *
   * @param attempts how often indexing was started
   * @param path of its file
   */
  public record Item(
      DocumentId document, FileId file, IndexStatus status, int attempts, String path) {}

  /** The document is to be indexed when it was labelled, or when the next run begins. */
  static void announce(Sql sql, DocumentId document, FileId file) throws SQLException {
    sql.update(
        "INSERT INTO indexing(document, file, state, detail, attempts, next_try)"
            + " VALUES (?, ?, 'ANNOUNCED', '', 0, 0) ON CONFLICT(document) DO NOTHING",
        document.value(),
        file.value());
  }

  /**
   * Documents that an earlier run stored and did not come to label are to be indexed all the same.
   */
  public void takeAnnounced() {
    database.commit(
        () -> sql.update("UPDATE indexing SET state = 'WAITING' WHERE state = 'ANNOUNCED'"));
  }

  /** The document is to be indexed. Recorded soon: see {@link #announce}. */
  public void add(DocumentId document, FileId file) {
    database.soon(
        () ->
            sql.update(
                "INSERT INTO indexing(document, file, state, detail, attempts, next_try)"
                    + " VALUES (?, ?, 'WAITING', '', 0, 0)"
                    + " ON CONFLICT(document) DO UPDATE SET state = 'WAITING'",
                document.value(),
                file.value()));
  }

  /** Those to be indexed next, the oldest first. */
  public List<Item> waiting(int limit) {
    return items("i.state = 'WAITING' ORDER BY i.rowid LIMIT " + limit);
  }

  /** Those the sink is at. */
  public List<Item> running() {
    return items("i.state = 'RUNNING' ORDER BY i.rowid");
  }

  /** Those that stand in the sink and cannot be found there. */
  public List<Item> given() {
    return items("i.state IN ('FAILED', 'EMPTY') ORDER BY i.rowid");
  }

  /** How many are to be indexed, or being indexed. */
  public long pending() {
    return database.commit(
        () -> sql.number("SELECT count(*) FROM indexing WHERE state IN ('WAITING', 'RUNNING')"));
  }

  /** Whether the document is to be indexed, or being indexed. */
  public boolean isPending(DocumentId document) {
    return database.commit(
        () ->
            sql.number(
                    "SELECT count(*) FROM indexing"
                        + " WHERE document = ? AND state IN ('WAITING', 'RUNNING')",
                    document.value())
                > 0);
  }

  /** The sink was asked to index these. */
  public void started(List<DocumentId> documents) {
    database.commit(
        () -> {
          for (DocumentId document : documents) {
            sql.update(
                "UPDATE indexing SET state = 'RUNNING', attempts = attempts + 1 WHERE document = ?",
                document.value());
          }
          return documents.size();
        });
  }

  /** How often indexing of the document was started. */
  public int attempts(DocumentId document) {
    return database.commit(
        () ->
            sql.first(
                    "SELECT attempts FROM indexing WHERE document = ?",
                    row -> row.getInt(1),
                    document.value())
                .orElse(0));
  }

  /** The sink gave up, or found nothing; worth another try at {@code nextTry}. */
  public void gaveUp(DocumentId document, IndexStatus status, Instant nextTry) {
    database.commit(
        () ->
            sql.update(
                "UPDATE indexing SET state = ?, detail = ?, next_try = ? WHERE document = ?",
                status.state().name(),
                status.detail(),
                nextTry.toEpochMilli(),
                document.value()));
  }

  /** Those that failed and are worth another try now are to be indexed again. */
  public void retryFailed(Instant now) {
    database.commit(
        () ->
            sql.update(
                "UPDATE indexing SET state = 'WAITING' WHERE state = 'FAILED' AND next_try <= ?",
                now.toEpochMilli()));
  }

  /** The document is searchable, or gone: nothing is left to do. */
  public void done(DocumentId document) {
    database.commit(() -> sql.update("DELETE FROM indexing WHERE document = ?", document.value()));
  }

  private List<Item> items(String where) {
    return database.commit(
        () ->
            sql.list(
                "SELECT i.*, coalesce(f.path, i.file) AS path FROM indexing i"
                    + " LEFT JOIN file f ON f.id = i.file WHERE "
                    + where,
                IndexQueue::item));
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        new DocumentId(row.getString("document")),
        new FileId(row.getString("file")),
        new IndexStatus(IndexStatus.State.valueOf(row.getString("state")), row.getString("detail")),
        row.getInt("attempts"),
        row.getString("path"));
  }
}
