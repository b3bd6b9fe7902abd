package io.kbsync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  /** How many files a scenario has: as many as usual, unless another number was asked for. */
  static int files(int usual) {
    return Integer.getInteger("kbsync.files", usual);
  }

  /** One thing to measure. */
  interface Scenario {
    void measure(Bed bed) throws IOException, InterruptedException;
  }

  /**
   * @param args names of scenarios
   */
  public static void main(String[] args) throws Exception {
    List<String> names =
        Stream.of(args).map(name -> name.toUpperCase(Locale.ROOT)).distinct().toList();
    List<String> unknown = names.stream().filter(name -> !SCENARIOS.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      System.err.println("No " + unknown + ": there are " + SCENARIOS.keySet() + ", and jmh");
      System.exit(2);
    }
    System.exit(measure(names) ? 0 : 1);
  }

  /** Returns whether every scenario could be measured; bars that were missed count as measured. */
  private static boolean measure(List<String> names) throws IOException, InterruptedException {
    Path executable = Path.of(System.getProperty("kbsync.program")).toAbsolutePath();
    Path work = Path.of(System.getProperty("kbsync.work")).toAbsolutePath();
    int runs = Integer.getInteger("kbsync.runs", 5);
    boolean all = true;
    for (String name : names) {
      Path folder = Files.createDirectories(work.resolve(name));
      try (Bed bed = new Bed(name, executable, folder, work.resolve("cache"), runs)) {
        Objects.requireNonNull(SCENARIOS.get(name)).measure(bed);
      } catch (IllegalStateException e) {
        System.err.println(name + " failed: " + e.getMessage());
        all = false;
      }
    }
    return all;
  }
}
