package io.kbsync.core.state;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.source.FileId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a reading of the sink found: which documents of the record stand there, which names others
 * hold, and which documents bear our key though the record does not know them. Thread-safe.
 */
public final class Inventory {

  private final Database database;
  private final Sql sql;

  Inventory(Database database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  /** A document with our key that the record does not know. */
  public record Found(DocumentId document, String name, DocumentKey key, boolean searchable) {

    /** The same, as the sink would show it. */
    public StoredDocument asDocument() {
      IndexStatus.State state =
          searchable ? IndexStatus.State.SEARCHABLE : IndexStatus.State.WAITING;
      return new StoredDocument(document, name, key, 0, IndexStatus.of(state));
    }
  }

  /** The number of a reading that begins now; nothing bears it yet. */
  public long begin() {
    return database.commit(
        () ->
            sql.number(
                "SELECT 1 + max(coalesce((SELECT max(scan) FROM file), 0),"
                    + " coalesce((SELECT max(scan) FROM found), 0),"
                    + " coalesce((SELECT max(scan) FROM foreign_document), 0))"));
  }

  /** Notes a page of documents under the number of this reading. */
  public void note(long scan, List<StoredDocument> documents, UnaryOperator<String> sameKey) {
    database.commit(
        () -> {
          for (StoredDocument document : documents) {
            note(scan, document, sameKey);
          }
          return documents.size();
        });
  }

  /**
   * The reading came to its end: documents that are not of the record and that it did not show are
   * forgotten. Returns those of the record that it did not show, and their files.
   */
  public Map<DocumentId, FileId> finish(long scan) {
    return database.commit(
        () -> {
          sql.update("DELETE FROM foreign_document WHERE scan <> ?", scan);
          sql.update("DELETE FROM found WHERE scan <> ?", scan);
          Map<DocumentId, FileId> unseen = new LinkedHashMap<>();
          sql.list(
              "SELECT document, id FROM file WHERE document IS NOT NULL"
                  + " AND (scan IS NULL OR scan <> ?)",
              row -> unseen.put(new DocumentId(row.getString(1)), new FileId(row.getString(2))),
              scan);
          return unseen;
        });
  }

  /** Names of documents that are not ours, in no particular order. */
  public long foreignCount() {
    return database.commit(() -> sql.number("SELECT count(*) FROM foreign_document"));
  }

  /** A document that is not ours and has a name equal to this one. */
  public Optional<StoredDocument> foreign(String nameKey) {
    return database.commit(
        () ->
            sql.first(
                "SELECT document, name FROM foreign_document WHERE name_key = ?"
                    + " AND document NOT LIKE 'name:%'",
                row ->
                    new StoredDocument(
                        new DocumentId(row.getString(1)),
                        row.getString(2),
                        null,
                        0,
                        IndexStatus.of(IndexStatus.State.SEARCHABLE)),
                nameKey));
  }

  /** The document is ours from now on. */
  public void taken(DocumentId document) {
    database.commit(
        () -> {
          sql.update("DELETE FROM found WHERE document = ?", document.value());
          return sql.update("DELETE FROM foreign_document WHERE document = ?", document.value());
        });
  }

  /**
   * Documents with the key of this file: searchable ones first, then those of the content that came
   * last, and of two with one key the older one.
   */
  public List<Found> found(String fileHash) {
    return database.commit(
        () ->
            sql.list(
                "SELECT * FROM found WHERE file_hash = ? ORDER BY searchable DESC,"
                    + " min(created) OVER (PARTITION BY document_key) DESC, created",
                Inventory::found,
                fileHash));
  }

  /**
   * Documents of puts whose outcome nobody heard, and whose file has another document by now; see
   * {@link Intent#suspect}.
   */
  public List<Found> duplicates() {
    return database.commit(
        () ->
            sql.list(
                "SELECT * FROM found WHERE document_key IN (SELECT i.document_key FROM intent i"
                    + " JOIN file f ON f.id = i.file"
                    + " WHERE i.suspect = 1 AND f.document IS NOT NULL) ORDER BY name",
                Inventory::found));
  }

  /** Documents with our key that no listed file claimed. */
  public List<Found> unclaimed(int limit) {
    return database.commit(
        () -> sql.list("SELECT * FROM found ORDER BY name LIMIT ?", Inventory::found, limit));
  }

  /** How many documents with our key no listed file claimed. */
  public long unclaimedCount() {
    return database.commit(() -> sql.number("SELECT count(*) FROM found"));
  }

  private void note(long scan, StoredDocument document, UnaryOperator<String> sameKey)
      throws SQLException {
    String id = document.id().value();
    boolean known =
        sql.update("UPDATE file SET scan = ? WHERE document = ?", scan, id) > 0
            || sql.number("SELECT count(*) FROM replacement WHERE document = ?", id) > 0;
    Optional<DocumentKey> key = document.ownKey();
    if (known) {
      sql.update("DELETE FROM found WHERE document = ?", id);
      sql.update("DELETE FROM foreign_document WHERE document = ?", id);
    } else if (key.isPresent()) {
      sql.update(
          "INSERT INTO found(document, name, file_hash, document_key, created, searchable, scan)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT(document) DO UPDATE SET scan = excluded.scan,"
              + " name = excluded.name, searchable = excluded.searchable",
          id,
          document.name(),
          key.get().file(),
          key.get().toString(),
          document.createdAtMillis(),
          document.status().state() == IndexStatus.State.SEARCHABLE ? 1 : 0,
          scan);
    } else {
      sql.update(
          "INSERT INTO foreign_document(document, name, name_key, scan) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT(document) DO UPDATE SET scan = excluded.scan,"
              + " name = excluded.name, name_key = excluded.name_key",
          id,
          document.name(),
          sameKey.apply(document.name()),
          scan);
    }
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        new DocumentId(row.getString("document")),
        row.getString("name"),
        DocumentKey.startOf(row.getString("document_key")).orElseThrow(),
        row.getInt("searchable") == 1);
  }
}
