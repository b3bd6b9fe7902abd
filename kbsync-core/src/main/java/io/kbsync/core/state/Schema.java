package io.kbsync.core.state;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, and how older ones become newer ones: step n leads from version n to n + 1. A step is
 * never changed once it was released.
 */
final class Schema {

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)",
              """
              CREATE TABLE run(
                id INTEGER PRIMARY KEY, started BIGINT NOT NULL, ended BIGINT, summary TEXT)
              """,
              """
              CREATE TABLE file(
                id TEXT PRIMARY KEY, root TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
                web_url TEXT, modified_at BIGINT, seen_run BIGINT NOT NULL,
                exclusion TEXT, excluded_by TEXT, excluded_run BIGINT,
                document TEXT, document_name TEXT, document_name_key TEXT, document_key TEXT,
                name_key TEXT, claimed_name TEXT, wanted_name TEXT, label_due INTEGER NOT NULL DEFAULT 0,
                stored_name TEXT, stored_path TEXT, revision TEXT, rendition TEXT, wanted TEXT,
                digest TEXT, bytes BIGINT, adopted INTEGER NOT NULL DEFAULT 0, scan BIGINT,
                settled INTEGER NOT NULL DEFAULT 1, edited_at BIGINT, next_check BIGINT,
                outcome TEXT, reason TEXT, attempts INTEGER NOT NULL DEFAULT 0, next_try BIGINT,
                trouble_revision TEXT)
              """,
              "CREATE UNIQUE INDEX file_name_key ON file(name_key)",
              "CREATE INDEX file_document ON file(document)",
              "CREATE INDEX file_document_name_key ON file(document_name_key)",
              "CREATE INDEX file_root_seen ON file(root, seen_run)",
              "CREATE INDEX file_label_due ON file(id) WHERE label_due = 1",
              """
              CREATE TABLE intent(
                document_key TEXT PRIMARY KEY, file TEXT NOT NULL, suspect INTEGER NOT NULL,
                created BIGINT NOT NULL)
              """,
              """
              CREATE TABLE replacement(
                file TEXT PRIMARY KEY, document TEXT NOT NULL, document_name TEXT NOT NULL,
                document_key TEXT NOT NULL, revision TEXT NOT NULL, rendition TEXT NOT NULL,
                wanted TEXT NOT NULL, digest TEXT NOT NULL, bytes BIGINT NOT NULL,
                settled INTEGER NOT NULL, old_removed INTEGER NOT NULL DEFAULT 0)
              """,
              """
              CREATE TABLE indexing(
                document TEXT PRIMARY KEY, file TEXT NOT NULL, state TEXT NOT NULL,
                detail TEXT NOT NULL, attempts INTEGER NOT NULL, next_try BIGINT NOT NULL)
              """,
              "CREATE INDEX indexing_state ON indexing(state)",
              """
              CREATE TABLE removal(
                file TEXT PRIMARY KEY, kind TEXT NOT NULL, presence TEXT NOT NULL,
                listings INTEGER NOT NULL, run BIGINT NOT NULL, reason TEXT NOT NULL,
                held INTEGER NOT NULL DEFAULT 0, approved INTEGER NOT NULL DEFAULT 0)
              """,
              "CREATE TABLE removed(at BIGINT NOT NULL, file TEXT NOT NULL)",
              """
              CREATE TABLE foreign_document(
                document TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL,
                scan BIGINT NOT NULL)
              """,
              "CREATE INDEX foreign_document_name_key ON foreign_document(name_key)",
              """
              CREATE TABLE found(
                document TEXT PRIMARY KEY, name TEXT NOT NULL, file_hash TEXT NOT NULL,
                document_key TEXT NOT NULL, created BIGINT NOT NULL, searchable INTEGER NOT NULL,
                scan BIGINT NOT NULL)
              """,
              "CREATE INDEX found_file_hash ON found(file_hash)"),
          List.of(
              "CREATE TABLE look(root TEXT PRIMARY KEY, mark TEXT NOT NULL)",
              """
              CREATE TABLE folder(
                root TEXT NOT NULL, id TEXT NOT NULL, parent TEXT, name TEXT NOT NULL,
                PRIMARY KEY(root, id)) WITHOUT ROWID
              """),
          // Every run notes of each file that it saw it; an index on that cost more than it saved.
          List.of("DROP INDEX file_root_seen", "CREATE INDEX file_root ON file(root)"),
          // When a file is compared again says all that is needed of it.
          List.of(
              "ALTER TABLE file DROP COLUMN settled",
              "ALTER TABLE replacement DROP COLUMN settled"),
          List.of(
              "ALTER TABLE run RENAME COLUMN summary TO outcome",
              "UPDATE run SET outcome = CASE outcome WHEN 'done' THEN 'DONE' ELSE 'FAILED' END"
                  + " WHERE outcome IS NOT NULL"),
          // A file may be renamed again before its document has the name that was made of this one.
          List.of(
              "ALTER TABLE file ADD COLUMN wanted_for TEXT",
              "UPDATE file SET wanted_for = name WHERE wanted_name IS NOT NULL"));

  static final int VERSION = STEPS.size();

  private Schema() {}

  /** Brings the tables to the version this program works with. */
  static void upgrade(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > VERSION) {
      throw new SQLException(
          "it was written by a newer KBSync (schema "
              + version
              + ", this one knows "
              + VERSION
              + "); use that version, or set the file aside");
    }
    try (Statement statement = connection.createStatement()) {
      for (List<String> step : STEPS.subList(version, VERSION)) {
        for (String sql : step) {
          statement.executeUpdate(sql);
        }
      }
      if (version < VERSION) {
        statement.executeUpdate("PRAGMA user_version = " + VERSION);
      }
    }
    connection.commit();
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
