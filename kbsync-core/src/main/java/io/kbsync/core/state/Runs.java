package io.kbsync.core.state;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of a job, and the few values that outlive them. Thread-safe. */
public final class Runs {

  private final Database database;
  private final Sql sql;

  Runs(Database database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  /** The number of a run that begins now; grows from run to run. */
  public long begin(Instant now) {
    return database.commit(
        () -> {
          sql.update("INSERT INTO run(started) VALUES (?)", now.toEpochMilli());
          sql.update("DELETE FROM run WHERE id <= (SELECT max(id) FROM run) - 100");
          return sql.number("SELECT max(id) FROM run");
        });
  }

  /** A run has ended. */
  public void end(long run, Instant now, Outcome outcome) {
    database.commit(
        () ->
            sql.update(
                "UPDATE run SET ended = ?, outcome = ? WHERE id = ?",
                now.toEpochMilli(),
                outcome.name(),
                run));
  }

  /** The last run that has ended. */
  public Optional<PastRun> last() {
    return database.commit(
        () ->
            sql.first(
                "SELECT id, started, ended, outcome FROM run WHERE ended IS NOT NULL"
                    + " ORDER BY id DESC LIMIT 1",
                row ->
                    new PastRun(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Outcome.valueOf(row.getString(4)))));
  }

  /** A run that has ended. */
  public record PastRun(long id, Instant began, Instant ended, Outcome outcome) {}

  /** How a run ended. The names are kept. */
  public enum Outcome {
    /** It did what it could; single files may have failed. */
    DONE,
    /** A person stopped it. */
    STOPPED,
    /** It could not go on. */
    FAILED
  }

  /** A value kept under a name. */
  public Optional<String> value(String name) {
    return database.commit(
        () -> sql.first("SELECT value FROM meta WHERE name = ?", row -> row.getString(1), name));
  }

  /** Keeps a value under a name; null forgets it. */
  public void keep(String name, @Nullable String value) {
    database.commit(
        () ->
            value == null
                ? sql.update("DELETE FROM meta WHERE name = ?", name)
                : sql.update(
                    "INSERT INTO meta(name, value) VALUES (?, ?)"
                        + " ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                    name,
                    value));
  }
}
