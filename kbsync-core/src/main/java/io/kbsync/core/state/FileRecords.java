package io.kbsync.core.state;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Root;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is remembered of each file. Thread-safe. */
public final class FileRecords {

  private final Database database;
  private final Sql sql;

  FileRecords(Database database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  /**
   * Notes that this run's listing shows these files.
   *
   * @return what was remembered of them before; those never seen are left out
   */
  public Map<FileId, FileRow> observe(long run, Root root, List<Sighting> sightings) {
    return database.commit(
        () -> {
          Map<FileId, FileRow> before = rows(sightings.stream().map(Sighting::id).toList());
          List<FileId> asBefore = new ArrayList<>();
          for (Sighting sighting : sightings) {
            if (isAsBefore(before.get(sighting.id()), root, sighting)) {
              asBefore.add(sighting.id());
            } else {
              seen(run, root, sighting);
            }
          }
          seenAgain(run, asBefore);
          return before;
        });
  }

  private static boolean isAsBefore(@Nullable FileRow row, Root root, Sighting sighting) {
    return row != null
        && row.root().equals(root.id())
        && row.name().equals(sighting.name())
        && row.path().equals(sighting.path())
        && Objects.equals(row.webUrl(), sighting.webUrl())
        && Objects.equals(millis(row.modifiedAt()), millis(sighting.modifiedAt()));
  }

  /** One statement for all: most files of most listings are as they were. */
  private void seenAgain(long run, List<FileId> files) throws SQLException {
    if (files.isEmpty()) {
      return;
    }
    List<Object> values = new ArrayList<>();
    values.add(run);
    files.forEach(file -> values.add(file.value()));
    sql.update(
        "UPDATE file SET seen_run = ?, exclusion = NULL WHERE id IN ("
            + JobState.marks(files.size())
            + ")",
        values.toArray());
  }

  private void seen(long run, Root root, Sighting sighting) throws SQLException {
    sql.update(
        """
        INSERT INTO file(id, root, name, path, web_url, modified_at, seen_run)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET
          root = excluded.root, name = excluded.name, path = excluded.path,
          web_url = excluded.web_url, modified_at = excluded.modified_at,
          seen_run = excluded.seen_run, exclusion = NULL
        """,
        sighting.id().value(),
        root.id(),
        sighting.name(),
        sighting.path(),
        sighting.webUrl(),
        millis(sighting.modifiedAt()),
        run);
  }

  /** What is remembered of these files, without noting anything. */
  public Map<FileId, FileRow> find(List<FileId> ids) {
    return database.commit(() -> rows(ids));
  }

  /** What is remembered of one file. */
  public Optional<FileRow> find(FileId id) {
    return Optional.ofNullable(find(List.of(id)).get(id));
  }

  /** The path of one file, as last listed. */
  public Optional<String> path(FileId id) {
    return database.commit(
        () -> sql.first("SELECT path FROM file WHERE id = ?", row -> row.getString(1), id.value()));
  }

  /** Notes that this run's listing shows these files and that a filter does not want them. */
  public void excluded(long run, Map<FileId, Exclusion> exclusions) {
    database.commit(
        () -> {
          for (Map.Entry<FileId, Exclusion> each : exclusions.entrySet()) {
            sql.update(
                "UPDATE file SET exclusion = ?, excluded_by = ?, excluded_run = ? WHERE id = ?",
                each.getValue().kind().name(),
                each.getValue().by(),
                run,
                each.getKey().value());
          }
          return exclusions.size();
        });
  }

  /** Why a listed file is not wanted. */
  public record Exclusion(Departed.Kind kind, String by) {}

  /**
   * The file stands in the sink, under its key's name: name and metadata are due, and so is its
   * indexing once it has them.
   *
   * @param nextCheck see {@link #check}
   */
  public void stored(
      FileId id,
      StoredFile stored,
      WantedName wantedName,
      @Nullable Instant nextCheck,
      Instant now) {
    database.commit(
        () -> {
          write(id, stored, now);
          IndexQueue.announce(sql, stored.document(), id);
          return sql.update(
              "UPDATE file SET label_due = 1, wanted_name = ?, wanted_for = ?,"
                  + " stored_name = NULL, stored_path = NULL, next_check = ? WHERE id = ?",
              wantedName.document(),
              wantedName.file(),
              millis(nextCheck),
              id.value());
        });
  }

  /**
   * The file stands in the sink, under a name that it keeps unless another file owns it.
   *
   * @param wantedName what it would like to be called when it cannot keep its name
   * @param nextCheck see {@link #check}
   */
  public void adopted(
      FileId id,
      StoredFile stored,
      String nameKey,
      WantedName wantedName,
      @Nullable Instant nextCheck,
      boolean toIndex,
      Instant now) {
    database.commit(
        () -> {
          write(id, stored, now);
          if (toIndex) {
            IndexQueue.announce(sql, stored.document(), id);
          }
          sql.update(
              "UPDATE file SET document_name_key = ?, stored_name = name, stored_path = path,"
                  + " label_due = 1, wanted_name = ?, wanted_for = ?, next_check = ? WHERE id = ?",
              nameKey,
              wantedName.document(),
              wantedName.file(),
              millis(nextCheck),
              id.value());
          return sql.update(
              "UPDATE file SET name_key = ?, claimed_name = ?, label_due = 0 WHERE id = ?"
                  + " AND NOT EXISTS (SELECT 1 FROM file o WHERE o.name_key = ? AND o.id <> ?)",
              nameKey,
              stored.documentName(),
              id.value(),
              nameKey,
              id.value());
        });
  }

  /** The content is what it was; its revision, and whether it can be trusted, are these now. */
  public void unchanged(FileId id, StoredFile stored) {
    database.commit(
        () ->
            sql.update(
                "UPDATE file SET revision = ?, rendition = ?, wanted = ?, digest = ?, bytes = ?,"
                    + " outcome = NULL, attempts = 0 WHERE id = ?",
                Marks.write(stored.revision()),
                stored.rendition(),
                stored.wanted(),
                stored.digest(),
                stored.bytes(),
                id.value()));
  }

  /** When the content is to be compared next; null: when its revision changes. */
  public void check(FileId id, @Nullable Instant editedAt, @Nullable Instant next) {
    database.commit(
        () ->
            sql.update(
                "UPDATE file SET edited_at = coalesce(?, edited_at), next_check = ? WHERE id = ?",
                millis(editedAt),
                millis(next),
                id.value()));
  }

  /** The file did not go through. */
  public void trouble(FileId id, Trouble trouble) {
    database.commit(
        () ->
            sql.update(
                "UPDATE file SET outcome = ?, reason = ?, attempts = ?, next_try = ?,"
                    + " trouble_revision = ? WHERE id = ?",
                trouble.outcome().name(),
                trouble.reason(),
                trouble.attempts(),
                trouble.nextTry().toEpochMilli(),
                trouble.revision(),
                id.value()));
  }

  /** What was skipped may go through now: it does not wait for its next try. */
  public void retrySkipped() {
    database.commit(() -> sql.update("UPDATE file SET next_try = 0 WHERE outcome = 'SKIPPED'"));
  }

  /**
   * The document is not in the sink any more; the file is stored anew when it is listed again,
   * unless another document has taken its place.
   */
  public void lost(FileId id, DocumentId document) {
    database.commit(
        () ->
            sql.update(
                "UPDATE file SET document = NULL, document_name = NULL, document_name_key = NULL,"
                    + " document_key = NULL, name_key = NULL, claimed_name = NULL, label_due = 0,"
                    + " adopted = 0 WHERE id = ? AND document = ?",
                id.value(),
                document.value()));
  }

  /** Whether the file's document is about to go, or another one to take its place. */
  public boolean isLeaving(FileId id) {
    return database.commit(
        () ->
            sql.number(
                    "SELECT (SELECT count(*) FROM replacement WHERE file = ?)"
                        + " + (SELECT count(*) FROM removal WHERE file = ?)",
                    id.value(),
                    id.value())
                > 0);
  }

  /** Nothing is remembered of this file any more. */
  public void forget(FileId id) {
    database.commit(
        () -> {
          sql.update("DELETE FROM removal WHERE file = ?", id.value());
          return sql.update("DELETE FROM file WHERE id = ?", id.value());
        });
  }

  /** Forgets files of a root that never reached the sink and that this run did not list. */
  public void forgetNeverStored(long run, Root root) {
    database.commit(
        () ->
            sql.update(
                "DELETE FROM file WHERE root = ? AND seen_run <> ? AND document IS NULL"
                    + " AND id NOT IN (SELECT file FROM replacement)"
                    + " AND id NOT IN (SELECT file FROM intent)",
                root.id(),
                run));
  }

  /** The files of a root that stand in the sink. */
  public Set<FileId> storedUnder(Root root) {
    return database.commit(
        () ->
            new HashSet<>(
                sql.list(
                    "SELECT id FROM file WHERE root = ? AND document IS NOT NULL",
                    row -> new FileId(row.getString(1)),
                    root.id())));
  }

  /** How many files stand in the sink. */
  public long count() {
    return database.commit(
        () -> sql.number("SELECT count(*) FROM file WHERE document IS NOT NULL"));
  }

  /** How many files of a root stand in the sink. */
  public long count(Root root) {
    return database.commit(
        () ->
            sql.number(
                "SELECT count(*) FROM file WHERE root = ? AND document IS NOT NULL", root.id()));
  }

  /** A newer document of the file stands beside the older one. */
  public void replacing(Replacement replacement, WantedName wantedName) {
    database.commit(
        () -> {
          insert(replacement);
          return sql.update(
              "UPDATE file SET wanted_name = ?, wanted_for = ? WHERE id = ?",
              wantedName.document(),
              wantedName.file(),
              replacement.file().value());
        });
  }

  private int insert(Replacement replacement) throws SQLException {
    StoredFile next = replacement.next();
    Intents.settle(sql, next.documentKey());
    return sql.update(
        "INSERT INTO replacement(file, document, document_name, document_key, revision,"
            + " rendition, wanted, digest, bytes, old_removed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        replacement.file().value(),
        next.document().value(),
        next.documentName(),
        next.documentKey(),
        Marks.write(next.revision()),
        next.rendition(),
        next.wanted(),
        next.digest(),
        next.bytes());
  }

  /** The replacements that are not finished. */
  public List<Replacement> replacements() {
    return database.commit(() -> sql.list(FileRows.REPLACEMENTS, FileRows::replacement));
  }

  /** The unfinished replacement of one file. */
  public Optional<Replacement> replacement(FileId file) {
    return database.commit(
        () ->
            sql.first(
                FileRows.REPLACEMENTS + "WHERE file = ?", FileRows::replacement, file.value()));
  }

  /** The older document is gone. */
  public void oldRemoved(FileId file) {
    database.commit(
        () -> sql.update("UPDATE replacement SET old_removed = 1 WHERE file = ?", file.value()));
  }

  /** The newer document takes the older one's place: its name and metadata are due. */
  public void replaced(Replacement replacement, Instant now) {
    database.commit(
        () -> {
          write(replacement.file(), replacement.next(), now);
          sql.update("DELETE FROM replacement WHERE file = ?", replacement.file().value());
          return sql.update(
              "UPDATE file SET label_due = 1 WHERE id = ?", replacement.file().value());
        });
  }

  /** The newer document is gone; the older one stays. */
  public void replacementAbandoned(FileId file) {
    database.commit(() -> sql.update("DELETE FROM replacement WHERE file = ?", file.value()));
  }

  private void write(FileId id, StoredFile stored, Instant now) throws SQLException {
    Intents.settle(sql, stored.documentKey());
    sql.update(
        "UPDATE file SET document = ?, document_name = ?, document_name_key = ?, document_key = ?,"
            + " revision = ?, rendition = ?, wanted = ?, digest = ?, bytes = ?, adopted = ?,"
            + " edited_at = ?, outcome = NULL, attempts = 0, next_try = NULL"
            + " WHERE id = ?",
        stored.document().value(),
        stored.documentName(),
        stored.documentName(),
        stored.documentKey(),
        Marks.write(stored.revision()),
        stored.rendition(),
        stored.wanted(),
        stored.digest(),
        stored.bytes(),
        stored.adopted() ? 1 : 0,
        now.toEpochMilli(),
        id.value());
  }

  private Map<FileId, FileRow> rows(List<FileId> ids) throws SQLException {
    Set<FileId> distinct = new TreeSet<>(java.util.Comparator.comparing(FileId::value));
    distinct.addAll(ids);
    if (distinct.isEmpty()) {
      return Map.of();
    }
    return sql
        .list(
            FileRows.FILES + "WHERE f.id IN (" + JobState.marks(distinct.size()) + ")",
            FileRows::file,
            JobState.texts(distinct))
        .stream()
        .collect(toMap(FileRow::id, identity()));
  }

  static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
