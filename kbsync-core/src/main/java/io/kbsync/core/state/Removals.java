package io.kbsync.core.state;

import io.kbsync.api.plan.Recorded;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Presence;
import io.kbsync.api.source.Root;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Removals that may come: what a listing no longer shows, and what people said of it. Thread-safe.
 */
public final class Removals {

  private static final Duration WINDOW = Duration.ofHours(24);
  private static final int PAGE = 1_000;

  private final Database database;
  private final Sql sql;

  Removals(Database database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  /**
   * Notes which stored files of a root this run's complete listing did not show as wanted, and
   * forgets those that are wanted again.
   *
   * @param whole whether no part of any root was missing: else what vanished may lie there, and
   *     counts as missed by no listing
   * @param filters finds out whether a file that was not shown would be excluded now
   */
  public void gather(long run, Root root, boolean whole, UnaryOperator<Departed> filters) {
    forgetWanted(run, root);
    String after = "";
    for (List<Departed> page = missing(run, root, after);
        !page.isEmpty();
        page = missing(run, root, after)) {
      missed(run, whole, page.stream().map(filters).toList());
      after = page.get(page.size() - 1).file().value();
    }
  }

  private void forgetWanted(long run, Root root) {
    database.commit(
        () ->
            sql.update(
                "DELETE FROM removal WHERE file IN"
                    + " (SELECT id FROM file WHERE root = ? AND seen_run = ?)",
                root.id(),
                run));
  }

  private List<Departed> missing(long run, Root root, String after) {
    return database.commit(
        () ->
            sql.list(
                """
                SELECT f.*,
                  CASE WHEN f.excluded_run = ? AND f.exclusion IS NOT NULL
                    THEN f.exclusion ELSE 'VANISHED' END AS kind,
                  CASE WHEN f.excluded_run = ? AND f.exclusion IS NOT NULL
                    THEN f.excluded_by ELSE '' END AS why,
                  coalesce(r.presence, 'UNKNOWN') AS presence,
                  coalesce(r.listings, 0) AS listings,
                  coalesce(r.approved, 0) AS approved
                FROM file f LEFT JOIN removal r ON r.file = f.id
                WHERE f.root = ? AND f.seen_run <> ? AND f.document IS NOT NULL
                  AND f.id > ? ORDER BY f.id LIMIT ?
                """,
                Removals::departed,
                run,
                run,
                root.id(),
                run,
                after,
                PAGE));
  }

  // A file that was shown in between, wanted or not, is missed anew: of that nobody was asked yet.
  private void missed(long run, boolean whole, List<Departed> files) {
    database.commit(
        () -> {
          for (Departed departed : files) {
            sql.update(
                """
                INSERT INTO removal(file, kind, presence, listings, run, reason)
                VALUES (?, ?, 'UNKNOWN', ?, ?, ?)
                ON CONFLICT(file) DO UPDATE SET
                  kind = excluded.kind, reason = excluded.reason, run = excluded.run,
                  listings = CASE
                    WHEN removal.run = excluded.run THEN removal.listings
                    WHEN excluded.listings = 0 THEN 0
                    WHEN excluded.kind = 'VANISHED' AND removal.kind <> 'VANISHED' THEN 1
                    WHEN removal.run < (SELECT seen_run FROM file WHERE id = removal.file) THEN 1
                    ELSE removal.listings + 1 END,
                  held = held AND removal.run >=
                    (SELECT seen_run FROM file WHERE id = removal.file),
                  approved = approved AND removal.run >=
                    (SELECT seen_run FROM file WHERE id = removal.file)
                """,
                departed.file().value(),
                departed.kind().name(),
                whole || departed.kind() != Departed.Kind.VANISHED ? 1 : 0,
                run,
                departed.by());
          }
          return files.size();
        });
  }

  /**
   * The candidates of a run, from {@code after} on in the order of their ids; none that it showed
   * as wanted.
   */
  public List<Departed> candidates(long run, String after, int limit) {
    return database.commit(
        () ->
            sql.list(
                """
                SELECT f.*, r.kind, r.presence, r.listings, r.reason AS why, r.approved
                FROM removal r JOIN file f ON f.id = r.file
                WHERE (r.run = ? OR r.kind = 'GIVEN_UP') AND f.seen_run <> ?
                  AND f.id > ? ORDER BY f.id LIMIT ?
                """,
                Removals::departed,
                run,
                run,
                after,
                limit));
  }

  /** How many candidates a run has in one root. */
  public long count(long run, String rootId) {
    return database.commit(
        () ->
            sql.number(
                "SELECT count(*) FROM removal r JOIN file f ON f.id = r.file"
                    + " WHERE r.run = ? AND f.root = ?",
                run,
                rootId));
  }

  /** What is known of a candidate now, and whether a person has to act. */
  public void note(Departed departed, boolean held, String reason) {
    database.commit(
        () ->
            sql.update(
                "UPDATE removal SET kind = ?, presence = ?, held = ?, reason = ? WHERE file = ?",
                departed.kind().name(),
                departed.presence().name(),
                held ? 1 : 0,
                reason,
                departed.file().value()));
  }

  /** The removals that wait, as a person is shown them. */
  public List<HeldRemoval> held() {
    return database.commit(
        () ->
            sql.list(
                "SELECT r.file, f.path, f.document_name, r.reason FROM removal r"
                    + " JOIN file f ON f.id = r.file WHERE r.held = 1 AND r.approved = 0"
                    + " ORDER BY f.path",
                row ->
                    new HeldRemoval(
                        new FileId(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4))));
  }

  /** A person lets exactly these through; returns how many of them still waited. */
  public int approve(List<HeldRemoval> shown) {
    return database.commit(
        () -> {
          int approved = 0;
          for (HeldRemoval each : shown) {
            approved +=
                sql.update(
                    "UPDATE removal SET approved = 1 WHERE file = ? AND held = 1",
                    each.file().value());
          }
          return approved;
        });
  }

  /**
   * Everything of a root, named by its name or id, is given up: its documents go in the next run
   * that does not sync it. Returns how many.
   */
  public int giveUp(String root) {
    return database.commit(
        () ->
            sql.update(
                "INSERT INTO removal(file, kind, presence, listings, run, reason, held, approved)"
                    + " SELECT id, 'GIVEN_UP', 'UNKNOWN', 0, 0, 'its root was given up', 0, 1"
                    + " FROM file WHERE document IS NOT NULL"
                    + " AND (root = ? OR substr(path, 1, length(?) + 1) = ? || '/')"
                    + " ON CONFLICT(file) DO UPDATE SET kind = 'GIVEN_UP', approved = 1",
                root,
                root,
                root));
  }

  /** The root is synced: what was given up of it stays. Returns how many documents. */
  public int takeBack(Root root) {
    return database.commit(
        () ->
            sql.update(
                "DELETE FROM removal WHERE kind = 'GIVEN_UP'"
                    + " AND file IN (SELECT id FROM file WHERE root = ?)",
                root.id()));
  }

  /**
   * Only these roots are synced: removals of others are due no more, whether a person let them
   * through or not, unless their root was given up.
   */
  public void forgetAllBut(List<Root> synced) {
    List<Object> ids = synced.stream().<Object>map(Root::id).toList();
    database.commit(
        () ->
            sql.update(
                "DELETE FROM removal WHERE kind <> 'GIVEN_UP' AND file IN"
                    + " (SELECT id FROM file WHERE root NOT IN ("
                    + JobState.marks(ids.size())
                    + "))",
                ids.toArray()));
  }

  /** A removal happened. */
  public void removed(FileId file, Instant now) {
    database.commit(
        () -> {
          sql.update("DELETE FROM removed WHERE at < ?", now.minus(WINDOW).toEpochMilli());
          sql.update(
              "INSERT INTO removed(at, file) VALUES (?, ?)", now.toEpochMilli(), file.value());
          sql.update("DELETE FROM removal WHERE file = ?", file.value());
          return sql.update("DELETE FROM file WHERE id = ?", file.value());
        });
  }

  /** How many removals happened in the last 24 hours. */
  public long removedLately(Instant now) {
    return database.commit(
        () ->
            sql.number(
                "SELECT count(*) FROM removed WHERE at >= ?", now.minus(WINDOW).toEpochMilli()));
  }

  private static Departed departed(ResultSet row) throws SQLException {
    FileId file = new FileId(row.getString("id"));
    return new Departed(
        file,
        row.getString("root"),
        row.getString("path"),
        row.getString("document"),
        Departed.Kind.valueOf(row.getString("kind")),
        row.getString("why"),
        Presence.valueOf(row.getString("presence")),
        row.getInt("listings"),
        row.getInt("approved") == 1,
        new Recorded(
            file,
            Marks.read(row.getString("revision")),
            row.getString("rendition"),
            row.getString("wanted"),
            row.getString("name"),
            row.getString("path"),
            row.getInt("adopted") == 1));
  }
}
