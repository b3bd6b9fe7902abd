package io.kbsync.core.state;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the thread that owns it. Whatever callers ask for while the thread commits is
 * done in the next transaction together, so that a commit costs little with many callers.
 * Thread-safe.
 */
final class Database implements AutoCloseable {

  private static final int LARGEST_TRANSACTION = 512;
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_NOTADB = 26;

  private final String url;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final BlockingQueue<Request<?>> requests = new LinkedBlockingQueue<>();
  private final Thread owner;
  private final Runnable beforeCommit;
  private final AtomicReference<@Nullable Throwable> unheard = new AtomicReference<>();
  private volatile boolean damaged;
  private boolean closed;

  /**
   * @param beforeCommit runs on the owner's thread before each transaction is made durable
   */
  Database(String url, Runnable beforeCommit) throws SQLException {
    this.url = url;
    this.beforeCommit = beforeCommit;
    this.connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    this.owner = new Thread(this::serve, "kbsync-state");
    owner.setDaemon(true);
    owner.start();
  }

  /**
   * Runs {@code work} and returns once its effects outlast the process; {@link #flush} is for a
   * failure of the power. Work within work is part of it, and as durable as the whole.
   */
  <T> T commit(Work<T> work) {
    if (Thread.currentThread() == owner) {
      return within(work);
    }
    Request<T> request = new Request<>(work);
    bring(request);
    try {
      return request.result.join();
    } catch (CompletionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * Runs {@code work} in its turn: whoever asks afterwards sees its effects, and they are durable
   * when his are. What goes wrong with it is thrown at whoever asks next.
   */
  void soon(Work<?> work) {
    if (Thread.currentThread() == owner) {
      within(work);
      return;
    }
    Request<?> request = new Request<>(work);
    bring(request);
    request.result.exceptionally(
        e -> {
          unheard.compareAndSet(null, e);
          return null;
        });
  }

  /** Lets all that was committed outlast a failure of the power, too; waits for the disk. */
  void flush() {
    // A connection of its own: the owner's is always within a transaction.
    try (Connection own = DriverManager.getConnection(url);
        Statement statement = own.createStatement()) {
      statement.execute("SELECT count(*) FROM sqlite_schema");
      statement.execute("PRAGMA wal_checkpoint");
    } catch (SQLException e) {
      damaged |= isDamage(e);
      throw failure(e);
    }
  }

  // What fails here fails, and undoes, the whole that it is part of.
  private static <T> T within(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static StateFailure failure(Throwable failure) {
    Throwable within = failure.getCause();
    Throwable cause = failure instanceof StateFailure && within != null ? within : failure;
    String what =
        isDamage(cause)
            ? "The job's state is damaged: %s. The sync that meets this sets the file aside at its"
                + " end; the next one recognises its documents in the dataset."
            : "The job's state cannot be read or written: %s. Is its disk full or read-only, or"
                + " does another program hold the file?";
    return new StateFailure(what.formatted(cause.getMessage()), cause);
  }

  /** Whether something failed so far because the file is broken, or no database. */
  boolean isDamaged() {
    return damaged;
  }

  /** A statement that is prepared once; for use inside {@link Work} only. */
  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  Connection connection() {
    return connection;
  }

  // What comes after the end would wait for ever.
  private synchronized void bring(Request<?> request) {
    if (closed) {
      throw new StateFailure("The job's state is closed", new IllegalStateException());
    }
    Throwable earlier = unheard.getAndSet(null);
    if (earlier != null) {
      throw failure(earlier);
    }
    requests.add(request);
  }

  private synchronized void end() {
    closed = true;
    requests.add(Request.END);
  }

  @Override
  public void close() throws SQLException {
    end();
    boolean interrupted = false;
    while (owner.isAlive()) {
      try {
        owner.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    connection.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    List<Request<?>> batch = new ArrayList<>();
    while (true) {
      batch.clear();
      try {
        batch.add(requests.take());
      } catch (InterruptedException e) {
        return;
      }
      requests.drainTo(batch, LARGEST_TRANSACTION - 1);
      boolean end = batch.remove(Request.END);
      serve(batch);
      if (end) {
        return;
      }
    }
  }

  private void serve(List<Request<?>> batch) {
    try {
      serveOrWait(batch);
      batch.forEach(Request::succeed);
    } catch (SQLException | RuntimeException | Error e) {
      rollback();
      damaged |= isDamage(e);
      if (batch.size() == 1 || isBusy(e)) {
        batch.forEach(request -> request.fail(e));
      } else {
        batch.forEach(request -> serve(List.of(request)));
      }
    }
  }

  // SQLite does not wait for another process once a transaction has read: what that process changes
  // would be missing from it. So it is begun anew, as one that writes, and waits before it reads.
  private void serveOrWait(List<Request<?>> batch) throws SQLException {
    try {
      runAndCommit(batch);
    } catch (SQLException | StateFailure e) {
      if (!isBusy(e)) {
        throw e;
      }
      rollback();
      beginToWrite();
      runAndCommit(batch);
    }
  }

  private void runAndCommit(List<Request<?>> batch) throws SQLException {
    for (Request<?> request : batch) {
      request.run();
    }
    beforeCommit.run();
    connection.commit();
  }

  private static boolean isBusy(Throwable e) {
    return primaryCode(e) == SQLITE_BUSY;
  }

  /** Whether the file is broken, or no database. */
  static boolean isDamage(@Nullable Throwable e) {
    return Set.of(SQLITE_CORRUPT, SQLITE_NOTADB).contains(primaryCode(e));
  }

  /** 0: it is no failure of SQLite. */
  private static int primaryCode(@Nullable Throwable e) {
    Throwable cause = e instanceof StateFailure ? e.getCause() : e;
    return cause instanceof SQLException failure ? failure.getErrorCode() & 0xff : 0;
  }

  private void beginToWrite() throws SQLException {
    try (Statement begin = connection.createStatement()) {
      begin.execute("ROLLBACK");
      begin.execute("BEGIN IMMEDIATE");
    }
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      begin();
    }
  }

  // A full disk makes SQLite end the transaction by itself, and then the driver begins no other
  // one:
  // each statement would be durable alone, and half of a piece of work could last.
  private void begin() {
    try (Statement begin = connection.createStatement()) {
      begin.execute("BEGIN");
    } catch (SQLException e) {
      // The failure that led here is the one to tell.
    }
  }

  /** Something to do with the connection. May be run again after a rollback. */
  interface Work<T> {
    T run() throws SQLException;
  }

  private static final class Request<T> {

    static final Request<Boolean> END = new Request<>(() -> true);

    private final Work<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private T value;

    @SuppressWarnings("NullAway") // set by run() before succeed() reads it
    Request(Work<T> work) {
      this.work = work;
    }

    void run() throws SQLException {
      value = work.run();
    }

    void succeed() {
      result.complete(value);
    }

    void fail(Throwable e) {
      result.completeExceptionally(e);
    }
  }
}
