package io.kbsync.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseTest {

  private static final int THREADS = 16;
  private static final int EACH = 50;

  @TempDir Path folder;

  @Test
  void work_that_fails_harms_nobody_elses_and_what_succeeded_is_durable() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    try (Database database = open()) {
      database.commit(() -> update(database, "CREATE TABLE t(n INTEGER PRIMARY KEY)"));
      inParallel(
          number -> {
            try {
              database.commit(() -> insert(database, number));
            } catch (StateFailure e) {
              failures.incrementAndGet();
            }
          });
    }

    assertThat(failures).hasValue(THREADS * EACH / 10);
    try (Database reopened = open()) {
      assertThat(count(reopened)).isEqualTo(THREADS * EACH - THREADS * EACH / 10);
    }
  }

  @Test
  void after_a_failure_that_ends_the_transaction_by_itself_no_half_of_any_work_lasts()
      throws Exception {
    try (Database database = open()) {
      database.commit(() -> update(database, "CREATE TABLE t(n INTEGER PRIMARY KEY)"));
      database.commit(() -> update(database, "INSERT INTO t VALUES(1)"));
      // Ends the transaction as a full disk does.
      assertThatThrownBy(
              () -> database.commit(() -> update(database, "INSERT OR ROLLBACK INTO t VALUES(1)")))
          .isInstanceOf(StateFailure.class);
      assertThatThrownBy(
              () ->
                  database.commit(
                      () -> {
                        update(database, "INSERT INTO t VALUES(2)");
                        return update(database, "INSERT INTO t VALUES(1)");
                      }))
          .isInstanceOf(StateFailure.class);
      assertThat(count(database)).isEqualTo(1);
      database.commit(() -> update(database, "INSERT INTO t VALUES(3)"));
    }
    try (Database reopened = open()) {
      assertThat(count(reopened)).isEqualTo(2);
    }
  }

  @Test
  void many_callers_share_a_commit() throws Exception {
    AtomicInteger commits = new AtomicInteger();
    try (Database database = new Database(url(), commits::incrementAndGet)) {
      database.commit(() -> update(database, "CREATE TABLE t(n INTEGER PRIMARY KEY)"));
      inParallel(number -> database.commit(() -> update(database, "INSERT INTO t VALUES(NULL)")));
      assertThat(count(database)).isEqualTo(THREADS * EACH);
    }
    assertThat(commits.get()).isLessThanOrEqualTo(THREADS * EACH + 2);
  }

  @Test
  void who_asks_after_something_that_nobody_waits_for_sees_it() throws Exception {
    try (Database database = open()) {
      database.soon(() -> update(database, "CREATE TABLE t(n INTEGER PRIMARY KEY)"));
      database.soon(() -> update(database, "INSERT INTO t VALUES(1)"));

      assertThat(count(database)).isEqualTo(1);
    }
  }

  @Test
  void work_that_read_before_another_process_committed_is_done_again_and_succeeds()
      throws Exception {
    try (Database database = withTable();
        Connection other = other()) {
      AtomicInteger tries = new AtomicInteger();
      database.commit(
          () -> {
            long seen = new Sql(database).number("SELECT count(*) FROM t");
            if (tries.incrementAndGet() == 1) {
              insert(other, 7);
              other.commit();
            }
            return update(database, "INSERT INTO t VALUES(" + (100 + seen) + ")");
          });

      assertThat(tries).hasValue(2);
      assertThat(numbers(database)).containsExactlyInAnyOrder(7L, 101L);
    }
  }

  @Test
  void what_goes_wrong_while_nobody_waits_is_told_to_whoever_asks_next() throws Exception {
    try (Database database = open()) {
      database.commit(() -> update(database, "CREATE TABLE t(n INTEGER PRIMARY KEY)"));
      database.soon(() -> update(database, "nonsense"));

      assertThatThrownBy(
              () -> {
                // The first may be on its way already.
                count(database);
                count(database);
              })
          .isInstanceOf(StateFailure.class)
          .hasMessageContaining("nonsense");
      assertThat(count(database)).isZero();
    }
  }

  @Test
  void work_that_read_while_another_process_writes_waits_for_it_and_is_done_again()
      throws Exception {
    try (Database database = withTable();
        Connection other = other()) {
      AtomicInteger tries = new AtomicInteger();
      Thread commit = new Thread(() -> commit(other));
      database.commit(
          () -> {
            long seen = new Sql(database).number("SELECT count(*) FROM t");
            if (tries.incrementAndGet() > 1) {
              return update(database, "INSERT INTO t VALUES(" + (100 + seen) + ")");
            }
            insert(other, 7);
            try {
              return update(database, "INSERT INTO t VALUES(100)");
            } finally {
              commit.start();
            }
          });

      assertThat(numbers(database)).containsExactlyInAnyOrder(7L, 101L);
      commit.join();
    }
  }

  @Test
  void a_failure_says_what_to_look_at() throws Exception {
    try (Database database = open()) {
      assertThatThrownBy(() -> database.commit(() -> update(database, "nonsense")))
          .isInstanceOf(StateFailure.class)
          .hasMessageContaining("cannot be read or written")
          .hasMessageContaining("disk full");
    }
  }

  @Test
  void half_of_a_failed_work_is_not_kept() throws Exception {
    try (Database database = open()) {
      database.commit(() -> update(database, "CREATE TABLE t(n INTEGER PRIMARY KEY)"));
      assertThatThrownBy(
              () ->
                  database.commit(
                      () -> {
                        update(database, "INSERT INTO t VALUES(1)");
                        return update(database, "INSERT INTO t VALUES(1)");
                      }))
          .isInstanceOf(StateFailure.class);

      assertThat(count(database)).isZero();
    }
  }

  @Test
  void who_comes_after_the_end_is_told_so_instead_of_waiting() throws Exception {
    Database database = open();
    database.close();
    database.close();

    assertThatThrownBy(() -> database.commit(() -> 1))
        .isInstanceOf(StateFailure.class)
        .hasMessageContaining("closed");
  }

  /** Something done with each of many numbers. */
  private interface Each {
    void with(int number) throws Exception;
  }

  private static void inParallel(Each each) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> futures = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread * EACH;
      futures.add(
          threads.submit(
              () -> {
                for (int number = first; number < first + EACH; number++) {
                  each.with(number);
                }
                return null;
              }));
    }
    for (Future<?> future : futures) {
      future.get();
    }
    threads.shutdown();
  }

  private static int insert(Database database, int number) throws SQLException {
    int inserted = update(database, "INSERT INTO t VALUES(" + number + ")");
    if (number % 20 == 0) {
      throw new IllegalStateException("a defect");
    }
    return number % 20 == 10 ? update(database, "nonsense") : inserted;
  }

  private static int update(Database database, String sql) throws SQLException {
    try (var statement = database.connection().createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static long count(Database database) {
    return database.commit(() -> new Sql(database).number("SELECT count(*) FROM t"));
  }

  private Database withTable() throws SQLException {
    Database database = open();
    database.commit(
        () -> {
          database.connection().setAutoCommit(true);
          update(database, "PRAGMA journal_mode = WAL");
          database.connection().setAutoCommit(false);
          return update(database, "CREATE TABLE t(n INTEGER PRIMARY KEY)");
        });
    return database;
  }

  private Connection other() throws SQLException {
    Connection other = DriverManager.getConnection(url());
    other.setAutoCommit(false);
    return other;
  }

  private static void insert(Connection other, int number) throws SQLException {
    try (var statement = other.createStatement()) {
      statement.executeUpdate("INSERT INTO t VALUES(" + number + ")");
    }
  }

  private static void commit(Connection other) {
    try {
      other.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Long> numbers(Database database) {
    return database.commit(() -> new Sql(database).list("SELECT n FROM t", row -> row.getLong(1)));
  }

  private Database open() throws SQLException {
    return new Database(url(), () -> {});
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("test.db");
  }
}
