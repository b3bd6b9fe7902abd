package io.kbsync.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.tests.DocumentedTable;
import io.kbsync.tests.faults.Trial.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call of a sync, broken once in every way: the run that met it says what it left undone, the
 * next one ends with the dataset that the source asks for, and nothing is stored twice, lost or
 * touched that is not ours. What came of each stands in docs/reliability.md.
 */
class FaultTableTest {

  private static final DocumentedTable DOCUMENTED =
      new DocumentedTable("reliability.md", "faults", FaultTableTest.class);

  /** They wait for most of the time. */
  private static final int WORLDS = 10;

  private static final Map<Trial, Result> RESULTS = new ConcurrentHashMap<>();
  private static final Map<Trial, Throwable> FAILURES = new ConcurrentHashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void tryAll() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WORLDS + 2);
    try {
      List<Future<?>> worlds = new ArrayList<>();
      for (FaultWorld.Setup setup : FaultWorld.Setup.values()) {
        Queue<Trial> trials =
            new ConcurrentLinkedQueue<>(
                trials().filter(each -> each.endpoint().setup() == setup).toList());
        int count = setup == FaultWorld.Setup.USUAL ? WORLDS : 1;
        for (int i = 0; i < count; i++) {
          Path home = Files.createDirectories(folder.resolve(setup + "-" + i));
          worlds.add(threads.submit(() -> tryIn(home, setup, trials)));
        }
      }
      for (Future<?> world : worlds) {
        world.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void tryIn(Path home, FaultWorld.Setup setup, Queue<Trial> trials)
      throws Exception {
    FaultWorld world = null;
    int worlds = 0;
    for (Trial trial = trials.poll(); trial != null; trial = trials.poll()) {
      if (world == null) {
        world = new FaultWorld(Files.createDirectories(home.resolve("world" + worlds++)), setup);
      }
      try {
        RESULTS.put(trial, trial.in(world));
      } catch (Exception | AssertionError e) {
        FAILURES.put(trial, e);
        world.close();
        world = null;
      }
    }
    if (world != null) {
      world.close();
    }
    return null;
  }

  /** Those that wait for long come first. */
  private static Stream<Trial> trials() {
    return Stream.of(WireFault.values())
        .sorted(Comparator.comparing(fault -> !fault.isSlow()))
        .flatMap(
            fault ->
                Stream.of(Endpoint.values())
                    .filter(fault::fits)
                    .map(endpoint -> new Trial(endpoint, fault)));
  }

  @TestFactory
  Stream<DynamicTest> after_one_undisturbed_run_the_dataset_equals_the_source() {
    return trials()
        .map(
            trial ->
                DynamicTest.dynamicTest(
                    trial.endpoint() + ": " + trial.fault().words(),
                    () -> {
                      Throwable failure = FAILURES.get(trial);
                      if (failure != null) {
                        throw failure;
                      }
                      assertThat(RESULTS).containsKey(trial);
                    }));
  }

  @Test
  void the_table_in_the_documentation_is_what_happened() throws Exception {
    DOCUMENTED.requireShown(new FaultTable(RESULTS).markdown());
  }
}
