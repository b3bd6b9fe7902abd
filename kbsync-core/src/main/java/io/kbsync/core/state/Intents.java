package io.kbsync.core.state;

import io.kbsync.api.source.FileId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Puts that are about to happen, and those whose outcome nobody heard; see {@link Intent}.
 * Thread-safe.
 */
public final class Intents {

  private final Database database;
  private final Sql sql;

  Intents(Database database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  /** A put is about to happen. */
  public void begin(String documentKey, FileId file, Instant now) {
    database.commit(
        () ->
            sql.update(
                "INSERT INTO intent(document_key, file, suspect, created) VALUES (?, ?, 0, ?)"
                    + " ON CONFLICT(document_key) DO UPDATE SET created = excluded.created",
                documentKey,
                file.value(),
                now.toEpochMilli()));
  }

  /** None of those that are open was heard of: there may be a document of each one day. */
  public void suspectAll() {
    database.commit(() -> sql.update("UPDATE intent SET suspect = 1"));
  }

  /** Forgets puts without an outcome that are older than this. */
  public void forgetSuspects(Instant before) {
    database.commit(
        () ->
            sql.update(
                "DELETE FROM intent WHERE suspect = 1 AND created < ?", before.toEpochMilli()));
  }

  /** Puts that may have happened without anybody hearing of it. */
  public List<Intent> all() {
    return database.commit(
        () ->
            sql.list(
                "SELECT document_key, file, suspect, created FROM intent",
                row ->
                    new Intent(
                        row.getString(1),
                        new FileId(row.getString(2)),
                        row.getInt(3) == 1,
                        Instant.ofEpochMilli(row.getLong(4)))));
  }

  /** Nobody knows whether this put happened, and it will be repeated: there may be two one day. */
  public void suspect(String documentKey) {
    database.commit(
        () -> sql.update("UPDATE intent SET suspect = 1 WHERE document_key = ?", documentKey));
  }

  /** The outcome of this put is known. */
  public void settle(String documentKey) {
    database.commit(() -> settle(sql, documentKey));
  }

  /** The same, as part of other work: the outcome of this put is being recorded. */
  static int settle(Sql sql, String documentKey) throws SQLException {
    return sql.update("DELETE FROM intent WHERE document_key = ? AND suspect = 0", documentKey);
  }
}
