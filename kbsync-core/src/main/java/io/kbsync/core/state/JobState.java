package io.kbsync.core.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The record of one job, in one SQLite file. Each method of its parts returns once its effects
 * outlast the process, however that ends; of a failure of the power see {@link #flush}. Several
 * processes may have it open; only the one that holds the {@link JobLock} runs the job.
 * Thread-safe.
 */
public final class JobState implements AutoCloseable {

  private final Database database;
  private final Runs runs;
  private final Control control;
  private final FileRecords files;
  private final Intents intents;
  private final Names names;
  private final IndexQueue indexing;
  private final Removals removals;
  private final Inventory inventory;
  private final Looks looks;

  private JobState(Database database) {
    this.database = database;
    this.runs = new Runs(database);
    this.control = new Control(runs);
    this.files = new FileRecords(database);
    this.intents = new Intents(database);
    this.names = new Names(database);
    this.indexing = new IndexQueue(database);
    this.removals = new Removals(database);
    this.inventory = new Inventory(database);
    this.looks = new Looks(database);
  }

  /**
   * Opens the record in {@code file}; makes it, with access for its owner only, when there is none.
   */
  public static JobState open(Path file) throws StateException {
    return open(file, () -> {});
  }

  /**
   * See {@link #open(Path)}.
   *
   * @param beforeCommit runs before each transaction is made durable: what it throws undoes it
   */
  public static JobState open(Path file, Runnable beforeCommit) throws StateException {
    Database database = null;
    try {
      makePrivate(file);
      database = new Database("jdbc:sqlite:" + file, beforeCommit);
      Database opened = database;
      opened.commit(
          () -> {
            // A pragma about the journal only takes effect outside a transaction.
            opened.connection().setAutoCommit(true);
            try (Statement statement = opened.connection().createStatement()) {
              statement.execute("PRAGMA journal_mode = WAL");
              // Waiting for the disk at each commit makes a first sync a fifth slower.
              statement.execute("PRAGMA synchronous = NORMAL");
              statement.execute("PRAGMA busy_timeout = 10000");
            }
            opened.connection().setAutoCommit(false);
            Schema.upgrade(opened.connection());
            return true;
          });
      return new JobState(database);
    } catch (IOException | SQLException | StateFailure e) {
      closeQuietly(database);
      Throwable cause = e instanceof StateFailure && e.getCause() != null ? e.getCause() : e;
      throw new StateException(
          "Cannot open the job's state "
              + file
              + ": "
              + cause.getMessage()
              + ". If the file is damaged, set it aside: the next run recognises its documents in"
              + " the dataset.",
          cause);
    }
  }

  /** Whether a record could not be opened because its file is no database, or a broken one. */
  public static boolean isDamage(StateException e) {
    return Database.isDamage(e.getCause());
  }

  /** Whether something failed since it was opened because its file is broken. */
  public boolean isDamaged() {
    return database.isDamaged();
  }

  public Runs runs() {
    return runs;
  }

  public Control control() {
    return control;
  }

  public FileRecords files() {
    return files;
  }

  /** Puts that are about to happen, or of which nobody heard. */
  public Intents intents() {
    return intents;
  }

  public Names names() {
    return names;
  }

  public IndexQueue indexing() {
    return indexing;
  }

  public Removals removals() {
    return removals;
  }

  public Inventory inventory() {
    return inventory;
  }

  public Looks looks() {
    return looks;
  }

  /**
   * Reads and writes several things as one: nobody sees, and nothing leaves behind, a part of it.
   *
   * @param work calls methods of this record and nothing else that has an effect or waits; it runs
   *     on the record's thread, and again where a failure undid it
   */
  public <T> T atOnce(Supplier<T> work) {
    return database.commit(work::get);
  }

  /**
   * Waits until all that is recorded so far lies on the disk. What is recorded later may be undone
   * by a failure of the power, the latest first, though never half of a piece of work.
   */
  public void flush() {
    database.flush();
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new StateFailure("The job's state did not close: " + e.getMessage(), e);
    }
  }

  /** Makes the file where it is missing; only its owner may look into it. */
  static void makePrivate(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // It is made private below, whoever made it.
    }
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable Database database) {
    if (database != null) {
      try {
        database.close();
      } catch (SQLException e) {
        // The failure that led here is the one to tell.
      }
    }
  }

  static String marks(int count) {
    return String.join(",", java.util.Collections.nCopies(count, "?"));
  }

  static Object[] texts(Set<?> ids) {
    return ids.stream().map(Object::toString).toArray();
  }
}
