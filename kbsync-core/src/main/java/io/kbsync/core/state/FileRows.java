package io.kbsync.core.state;

import io.kbsync.api.PermanentException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.source.FileId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is remembered of files. Columns are read by their number: a run without changes does
 * little else than read each row once, and looking for thirty names in each took most of that time.
 */
final class FileRows {

  private static final String STORED =
      "document, document_name, document_key, revision, rendition, wanted, digest, bytes";

  /** What {@link #file} reads; a condition on {@code f} follows. */
  static final String FILES =
      "SELECT f.id, f.root, f.name, f.path, f.web_url, f.modified_at, f.seen_run,"
          + " f.adopted, f.stored_name, f.stored_path, f.claimed_name, f.wanted_name, f.wanted_for,"
          + " f.label_due, f.edited_at, f.next_check, r.file,"
          + " f.outcome, f.reason, f.attempts, f.next_try, f.trouble_revision, f."
          + STORED.replace(", ", ", f.")
          + " FROM file f LEFT JOIN replacement r ON r.file = f.id ";

  private static final int TROUBLE_OF_FILE = 18;
  private static final int STORED_OF_FILE = 23;

  /** What {@link #replacement} reads; a condition may follow. */
  static final String REPLACEMENTS = "SELECT file, old_removed, " + STORED + " FROM replacement ";

  private static final int STORED_OF_REPLACEMENT = 3;

  private FileRows() {}

  static FileRow file(ResultSet row) throws SQLException {
    return new FileRow(
        new FileId(row.getString(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        instant(row, 6),
        row.getLong(7),
        stored(row, STORED_OF_FILE, row.getInt(8) == 1),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        wantedName(row.getString(12), row.getString(13)),
        row.getInt(14) == 1,
        instant(row, 15),
        instant(row, 16),
        trouble(row, TROUBLE_OF_FILE),
        row.getString(17) != null);
  }

  static Replacement replacement(ResultSet row) throws SQLException {
    StoredFile next = stored(row, STORED_OF_REPLACEMENT, false);
    if (next == null) {
      throw new SQLException("a replacement without a document");
    }
    return new Replacement(new FileId(row.getString(1)), next, row.getInt(2) == 1);
  }

  private static @Nullable StoredFile stored(ResultSet row, int first, boolean adopted)
      throws SQLException {
    String document = row.getString(first);
    return document == null
        ? null
        : new StoredFile(
            new DocumentId(document),
            row.getString(first + 1),
            row.getString(first + 2),
            Marks.read(row.getString(first + 3)),
            row.getString(first + 4),
            row.getString(first + 5),
            row.getString(first + 6),
            row.getLong(first + 7),
            adopted);
  }

  private static @Nullable WantedName wantedName(@Nullable String document, @Nullable String file) {
    return document == null || file == null ? null : new WantedName(document, file);
  }

  private static @Nullable Trouble trouble(ResultSet row, int first) throws SQLException {
    String outcome = row.getString(first);
    return outcome == null
        ? null
        : new Trouble(
            PermanentException.Outcome.valueOf(outcome),
            row.getString(first + 1),
            row.getInt(first + 2),
            Instant.ofEpochMilli(row.getLong(first + 3)),
            row.getString(first + 4));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
