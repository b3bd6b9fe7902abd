package io.kbsync.core.calls;

import com.google.common.hash.Hashing;
import io.kbsync.core.config.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many counted requests an account has spent in a month, and whose turn is next at each of its
 * APIs: shared by all processes of this machine and kept over restarts. Thread-safe. A ledger that
 * cannot be written is said and does not stop the job.
 */
final class CallLedger implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CallLedger.class);
  private static final int FLUSH_AFTER = 20;

  /** Nobody queues for longer: a turn beyond it was noted before the machine's clock was set. */
  private static final Duration LONGEST_QUEUE = Duration.ofMinutes(10);

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  // One statement, so that no two processes get the same turn.
  private static final String TAKE_TURN =
      "INSERT INTO turns(api, next) VALUES (?, ?) ON CONFLICT(api) DO UPDATE SET next ="
          + " CASE WHEN next BETWEEN ? AND ? THEN next ELSE ? END + ? RETURNING next";

  // One statement, so that no two processes take the same room.
  private static final String GO =
      "INSERT INTO sent(api, at) SELECT ?1, ?2"
          + " WHERE (SELECT count(*) FROM sent WHERE api = ?1 AND at > ?3 AND at <= ?4) < ?5";

  private static final String FORGET = "DELETE FROM sent WHERE api = ? AND NOT at BETWEEN ? AND ?";

  private static final String FIRST_OF_SECOND =
      "SELECT at FROM sent WHERE api = ? AND at <= ? ORDER BY at DESC LIMIT 1 OFFSET ?";

  private final Path file;
  private Connection connection;
  private YearMonth month;
  private long recorded;
  private long unflushed;

  private CallLedger(Path file, Connection connection, YearMonth month) {
    this.file = file;
    this.connection = connection;
    this.month = month;
  }

  static CallLedger open(Path directory, String account, YearMonth month) throws IOException {
    makeFolder(directory);
    String name =
        Hashing.sha256().hashString(account, StandardCharsets.UTF_8).toString().substring(0, 16);
    Path file = directory.resolve("calls-" + name + ".db");
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 10000");
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = OFF");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS spent(month TEXT PRIMARY KEY, calls BIGINT NOT NULL)");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS turns(api TEXT PRIMARY KEY, next BIGINT NOT NULL)");
        statement.execute("CREATE TABLE IF NOT EXISTS sent(api TEXT NOT NULL, at BIGINT NOT NULL)");
        statement.execute("CREATE INDEX IF NOT EXISTS sent_at ON sent(api, at)");
      }
      CallLedger ledger = new CallLedger(file, connection, month);
      ledger.read();
      return ledger;
    } catch (SQLException e) {
      throw new IOException("Cannot open the ledger of calls " + file + ": " + e.getMessage(), e);
    }
  }

  private static void makeFolder(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      String reason = FileTrouble.reason(e);
      throw new IOException(
          "Cannot make the folder " + directory + " for the ledger of calls (" + reason + ")", e);
    }
  }

  /**
   * Counts one request in the month.
   *
   * @param budget requests a month; 0: no limit
   * @return false when the budget is spent: nothing was counted then
   */
  synchronized boolean spend(YearMonth now, long budget) {
    turnTo(now);
    if (budget > 0 && recorded + unflushed >= budget) {
      return false;
    }
    unflushed++;
    if (unflushed >= FLUSH_AFTER) {
      flush();
    }
    return true;
  }

  /**
   * Takes the next turn at an API, after those that any process has taken; the one after it comes
   * {@code step} later.
   *
   * @return empty where the turns cannot be shared
   */
  synchronized Optional<Instant> turn(String api, Instant now, Duration step) {
    try (PreparedStatement take = connection.prepareStatement(TAKE_TURN)) {
      take.setString(1, api);
      take.setLong(2, nanos(now) + step.toNanos());
      take.setLong(3, nanos(now));
      take.setLong(4, nanos(now.plus(LONGEST_QUEUE)));
      take.setLong(5, nanos(now));
      take.setLong(6, step.toNanos());
      try (ResultSet row = take.executeQuery()) {
        row.next();
        return Optional.of(now.plusNanos(row.getLong(1) - step.toNanos() - nanos(now)));
      }
    } catch (SQLException e) {
      log.warn("The pace cannot be shared through the ledger {}: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** No turn that is not taken yet comes before this. */
  synchronized void noTurnBefore(String api, Instant when) {
    try (PreparedStatement later =
        connection.prepareStatement("UPDATE turns SET next = max(next, ?) WHERE api = ?")) {
      later.setLong(1, nanos(when));
      later.setString(2, api);
      later.executeUpdate();
    } catch (SQLException e) {
      log.warn("The pace cannot be shared through the ledger {}: {}", file, e.getMessage());
    }
  }

  /**
   * Whether a request may go now, which is noted then: see {@link Pace#room}, here for all
   * processes together.
   *
   * @return zero: it goes; empty where nothing can be shared
   */
  synchronized Optional<Duration> room(String api, Instant now, int most) {
    long at = nanos(now);
    long second = Pace.SECOND.toNanos();
    try (PreparedStatement go = connection.prepareStatement(GO)) {
      go.setString(1, api);
      go.setLong(2, at);
      go.setLong(3, at - second);
      // What lies further ahead was noted before the machine's clock was set back.
      go.setLong(4, at + second);
      go.setInt(5, most);
      if (go.executeUpdate() == 1) {
        forgetOlder(api, at, second);
        return Optional.of(Duration.ZERO);
      }
      return Optional.of(untilRoom(firstOfSecond(api, at + second, most), at));
    } catch (SQLException e) {
      log.warn("The pace cannot be shared through the ledger {}: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * When to ask again. Another process may have forgotten old requests since the second was found
   * full; zero would then mean that a request goes which nobody noted.
   */
  static Duration untilRoom(long firstOfSecond, long at) {
    Duration wait = Duration.ofNanos(firstOfSecond + Pace.SECOND.toNanos() - at);
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
  }

  private void forgetOlder(String api, long at, long second) throws SQLException {
    try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
      forget.setString(1, api);
      forget.setLong(2, at - second);
      forget.setLong(3, at + second);
      forget.executeUpdate();
    }
  }

  /** When the oldest of those requests went that leave no room for another. */
  private long firstOfSecond(String api, long until, int most) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIRST_OF_SECOND)) {
      select.setString(1, api);
      select.setLong(2, until);
      select.setInt(3, most - 1);
      try (ResultSet row = select.executeQuery()) {
        // Without one, another process has just forgotten it.
        return row.next() ? row.getLong(1) : until - 2 * Pace.SECOND.toNanos();
      }
    }
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  /** How many the month has. */
  synchronized long spent(YearMonth now) {
    turnTo(now);
    flush();
    return recorded;
  }

  private void turnTo(YearMonth now) {
    if (!now.equals(month)) {
      flush();
      month = now;
      recorded = 0;
      tryRead();
    }
  }

  @Override
  public synchronized void close() {
    flush();
    try {
      connection.close();
    } catch (SQLException e) {
      log.warn("The ledger of calls {} did not close: {}", file, e.getMessage());
    }
  }

  private void flush() {
    if (unflushed == 0) {
      tryRead();
      return;
    }
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO spent(month, calls) VALUES (?, ?)"
                + " ON CONFLICT(month) DO UPDATE SET calls = calls + excluded.calls")) {
      add.setString(1, month.toString());
      add.setLong(2, unflushed);
      add.executeUpdate();
      unflushed = 0;
      read();
    } catch (SQLException e) {
      log.warn("The ledger of calls {} cannot be written: {}", file, e.getMessage());
    }
  }

  private void tryRead() {
    try {
      read();
    } catch (SQLException e) {
      log.warn("The ledger of calls {} cannot be read: {}", file, e.getMessage());
    }
  }

  private void read() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT calls FROM spent WHERE month = ?")) {
      select.setString(1, month.toString());
      try (ResultSet row = select.executeQuery()) {
        recorded = row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
