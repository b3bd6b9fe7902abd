package io.kbsync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs the scenarios that are named: {@code P1} to {@code P9}. */
public final class Bench {

  private static final Map<String, Scenario> SCENARIOS =
      new TreeMap<>(
          Map.of(
              "P1", FirstSync.manySmall(),
              "P2", Unchanged.hundredThousand(),
              "P3", FirstSync.hundredThousand(),
              "P4", Unchanged.million(),
              "P5", new HugeFile(),
              "P6", new StartUp(),
              "P7", FirstSync.badWeather(),
              "P8", new SharedPace(),
              "P9", new Freshness()));

  private Bench() {}

  /** One thing to measure. */
  interface Scenario {
    void measure(Bed bed) throws IOException, InterruptedException;
  }

  /**
   * @param args names of scenarios
   */
  public static void main(String[] args) throws Exception {
    Path executable = Path.of(System.getProperty("kbsync.program")).toAbsolutePath();
    Path work = Path.of(System.getProperty("kbsync.work")).toAbsolutePath();
    int runs = Integer.getInteger("kbsync.runs", 5);
    boolean failed = false;
    for (String name : args) {
      String upper = name.toUpperCase(Locale.ROOT);
      Scenario scenario = SCENARIOS.get(upper);
      if (scenario == null) {
        throw new IllegalArgumentException("No " + name + " among " + SCENARIOS.keySet());
      }
      Path folder = Files.createDirectories(work.resolve(upper));
      try (Bed bed = new Bed(upper, executable, folder, work.resolve("cache"), runs)) {
        scenario.measure(bed);
      } catch (IllegalStateException e) {
        System.err.println(upper + " failed: " + e.getMessage());
        failed = true;
      }
    }
    System.exit(failed ? 1 : 0);
  }
}
