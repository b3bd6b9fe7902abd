package io.kbsync.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The runs of one contender. Not thread-safe. */
final class Series {

  private final String name;
  private final List<Timed> runs = new ArrayList<>();

  Series(String name) {
    this.name = name;
  }

  void add(Timed run) {
    runs.add(run);
  }

  double wall() {
    return median(Timed::wall);
  }

  double wallMinimum() {
    return runs.stream().mapToDouble(Timed::wall).min().orElse(Double.NaN);
  }

  double cpu() {
    return median(Timed::cpu);
  }

  double rss() {
    return runs.stream().mapToDouble(Timed::rss).max().orElse(Double.NaN);
  }

  private double median(ToDoubleFunction<Timed> figure) {
    return median(runs.stream().mapToDouble(figure).toArray());
  }

  static double median(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** A row of the table of results. */
  String row() {
    double most = runs.stream().mapToDouble(Timed::wall).max().orElse(Double.NaN);
    double calmest = runs.stream().mapToDouble(Timed::loadBefore).min().orElse(Double.NaN);
    double busiest = runs.stream().mapToDouble(Timed::loadBefore).max().orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f–%.2f | %.2f | %.0f | %.1f–%.1f |",
        name,
        runs.size(),
        wall(),
        wallMinimum(),
        most,
        cpu(),
        rss(),
        calmest,
        busiest);
  }
}
