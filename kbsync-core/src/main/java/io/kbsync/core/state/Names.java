package io.kbsync.core.state;

import io.kbsync.api.source.FileId;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which document name belongs to which file. A name is given once and kept; two files never hold
 * names that the sink takes for equal. Thread-safe.
 */
public final class Names {

  private final Database database;
  private final Sql sql;

  Names(Database database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  /** A name that a file would like, and what makes the sink take it for equal to another one. */
  public record Candidate(String name, String key) {}

  /** What came of asking for a name. */
  public sealed interface Claim {
    /** The name is the file's own. */
    record Granted(String name) implements Claim {}

    /** A file that may give the name back in this run holds it: ask again after the listing. */
    record Later() implements Claim {}

    /** All candidates are taken for good. */
    record Exhausted() implements Claim {}
  }

  /**
   * Gives the file the first candidate that nobody holds. While {@code listing} is on, a best
   * candidate that is held by a file not seen yet, or about to be renamed, is waited for.
   */
  public Claim claim(FileId file, long run, boolean listing, List<Candidate> candidates) {
    return database.commit(() -> claimNow(file, run, listing, candidates));
  }

  private Claim claimNow(FileId file, long run, boolean listing, List<Candidate> candidates)
      throws SQLException {
    for (Candidate candidate : candidates) {
      Optional<Holder> holder = holder(candidate.key());
      boolean free = holder.isEmpty() || holder.get().file().equals(file.value());
      if (free && !foreign(file, candidate.key())) {
        take(file, candidate);
        return new Claim.Granted(candidate.name());
      }
      if (!free && listing && holder.get().mayLetGo(run)) {
        return new Claim.Later();
      }
    }
    return new Claim.Exhausted();
  }

  /** Gives the name back of a file whose label is due, so that files can swap their names. */
  public void release(FileId file) {
    database.commit(
        () ->
            sql.update(
                "UPDATE file SET name_key = NULL, claimed_name = NULL WHERE label_due = 1"
                    + " AND document IS NOT NULL AND id = ?",
                file.value()));
  }

  /** Files whose name and metadata are due, in the order in which they became known. */
  public List<FileRow> due() {
    return database.commit(
        () ->
            sql.list(
                FileRows.FILES
                    + "WHERE f.label_due = 1 AND f.document IS NOT NULL ORDER BY f.rowid",
                FileRows::file));
  }

  /** A name or path changed: the sink is to be told. */
  public void makeDue(FileId file, WantedName wantedName) {
    makeDue(Map.of(file, wantedName));
  }

  /** Names or paths changed: the sink is to be told. */
  public void makeDue(Map<FileId, WantedName> wantedNames) {
    database.commit(
        () -> {
          for (Map.Entry<FileId, WantedName> each : wantedNames.entrySet()) {
            sql.update(
                "UPDATE file SET label_due = 1, wanted_name = ?, wanted_for = ? WHERE id = ?",
                each.getValue().document(),
                each.getValue().file(),
                each.getKey().value());
          }
          return wantedNames.size();
        });
  }

  /**
   * The sink knows the file's document under this name, with this path in its metadata. Recorded
   * soon: where it is not, the document is given the same label once more.
   *
   * @param madeOf the name of the file at the source that the document's was made of
   */
  public void labelled(FileId file, String name, String key, String madeOf, String path) {
    database.soon(
        () ->
            sql.update(
                "UPDATE file SET document_name = ?, document_name_key = ?, label_due = 0,"
                    + " stored_name = ?, stored_path = ? WHERE id = ?",
                name,
                key,
                madeOf,
                path,
                file.value()));
  }

  /** The sink knows the document under another name than the file's own, for the time being. */
  public void parked(FileId file, String name) {
    database.commit(
        () ->
            sql.update(
                "UPDATE file SET document_name = ?, document_name_key = ?, label_due = 1"
                    + " WHERE id = ?",
                name,
                name,
                file.value()));
  }

  /** The file of ours whose document the sink knows by a name equal to this one, if any. */
  public Optional<FileRow> namedInSink(FileId butNot, String key) {
    return database.commit(
        () ->
            sql.first(
                FileRows.FILES
                    + "WHERE f.document_name_key = ? AND f.id <> ? AND f.document IS NOT NULL",
                FileRows::file,
                key,
                butNot.value()));
  }

  /** The sink says that a document which is not ours holds this name. */
  public void takenByOthers(FileId file, String name, String key) {
    database.commit(
        () -> {
          sql.update(
              "UPDATE file SET name_key = NULL, claimed_name = NULL WHERE id = ?", file.value());
          return sql.update(
              "INSERT INTO foreign_document(document, name, name_key, scan) VALUES (?, ?, ?, 0)"
                  + " ON CONFLICT(document) DO NOTHING",
              "name:" + key,
              name,
              key);
        });
  }

  private void take(FileId file, Candidate candidate) throws SQLException {
    sql.update(
        "UPDATE file SET name_key = ?, claimed_name = ? WHERE id = ?",
        candidate.key(),
        candidate.name(),
        file.value());
  }

  private boolean foreign(FileId file, String key) throws SQLException {
    return sql.number(
            "SELECT count(*) FROM foreign_document WHERE name_key = ? AND document NOT IN"
                + " (SELECT document FROM file WHERE id = ? AND document IS NOT NULL)",
            key,
            file.value())
        > 0;
  }

  private Optional<Holder> holder(String key) throws SQLException {
    return sql.first(
        "SELECT id, seen_run, label_due = 1 OR (stored_name IS NOT NULL AND name <> stored_name)"
            + " FROM file WHERE name_key = ?",
        row -> new Holder(row.getString(1), row.getLong(2), row.getBoolean(3)),
        key);
  }

  private record Holder(String file, long seenRun, boolean toBeRenamed) {
    boolean mayLetGo(long run) {
      return seenRun != run || toBeRenamed;
    }
  }
}
