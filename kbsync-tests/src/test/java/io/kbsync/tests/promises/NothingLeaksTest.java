package io.kbsync.tests.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import io.kbsync.tests.Playground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many runs with faults in one process leave no thread, open file, connection, file or row behind.
 * The servers live in this process, too, so that both ends of a connection count as open files.
 */
class NothingLeaksTest {

  /** Of a run with a fault and one without. */
  private static final int PAIRS = Integer.getInteger("kbsync.leak.pairs", 40);

  private static final int FIRST = 10;

  /** Idle threads and connections of an HTTP client end by themselves after a while. */
  private static final long DEADLINE_SECONDS = 120;

  @TempDir Path folder;

  /** The history of runs ends by itself. */
  private static final int HISTORY = 100;

  /** What is held at one moment; rows without the history. */
  private record Held(long threads, long handles, long files, long rows) {

    boolean within(Held limit) {
      return threads <= limit.threads
          && handles <= limit.handles
          && files <= limit.files
          && rows <= limit.rows;
    }
  }

  @Test
  void many_runs_with_faults_hold_no_more_than_the_first_few() throws Exception {
    try (Playground play = new Playground(folder)) {
      Entry root = play.dingTalk.world().addSpace("Team").root();
      List<Entry> files = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        files.add(root.addFile("file" + i + ".md", "Text " + i));
      }
      play.runWell();
      for (int pair = 1; pair < FIRST; pair++) {
        troubledPair(play, files, pair);
      }
      Held first = held(play);
      for (int pair = FIRST; pair < PAIRS; pair++) {
        troubledPair(play, files, pair);
      }
      assertThat(settled(play, first))
          .as("at the end, %s after the first pairs", first)
          .matches(end -> end.within(first), "holds no more");
      System.out.println("pairs of runs that left nothing behind: " + PAIRS);
    }
  }

  private static void troubledPair(Playground play, List<Entry> files, int pair) throws Exception {
    files.get(pair % files.size()).edit("Text of pair " + pair);
    switch (pair % 6) {
      case 0 -> play.dingTalk.faults().on("download").next(1).inject(Fault.resetInBody());
      case 1 -> play.dingTalk.faults().on("download").next(1).inject(Fault.truncated());
      case 2 -> play.dingTalk.faults().on("dentries.listAll").next(9).inject(Fault.status(503));
      case 3 -> play.ragflow.faults().on("documents.upload").next(1).inject(Fault.unanswered());
      case 4 -> play.ragflow.faults().on("documents.parse").next(2).inject(Fault.reset());
      default -> play.ragflow.faults().on("documents.update").next(9).inject(Fault.status(500));
    }
    play.run();
    play.dingTalk.faults().clear();
    play.ragflow.faults().clear();
    play.run();
    play.afterwards();
  }

  private Held settled(Playground play, Held limit) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    Held now = held(play);
    while (!now.within(limit) && System.nanoTime() < end) {
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      now = held(play);
    }
    return now;
  }

  private Held held(Playground play) throws IOException, SQLException {
    return new Held(
        Thread.getAllStackTraces().size(), handles(), files(), rows(play.stateFolder()));
  }

  private static long handles() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return 0;
    }
    try (Stream<Path> handles = Files.list(open)) {
      return handles.count();
    }
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.count();
    }
  }

  private static long rows(Path stateFolder) throws SQLException {
    long rows = 0;
    try (Connection state =
            DriverManager.getConnection("jdbc:sqlite:" + stateFolder.resolve("promises.db"));
        Statement statement = state.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      assertThat(tables).isNotEmpty();
      assertThat(tables.remove("run")).isTrue();
      assertThat(count(statement, "run")).isLessThanOrEqualTo(HISTORY);
      for (String table : tables) {
        rows += count(statement, table);
      }
    }
    return rows;
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet count = statement.executeQuery("SELECT count(*) FROM \"" + table + "\"")) {
      return count.next() ? count.getLong(1) : 0;
    }
  }
}
