package io.kbsync.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** P6: from the start of the process to the first request that a server reads. */
final class StartUp implements Bench.Scenario {

  private static final double BAR = 0.6;

  @Override
  public void measure(Bed bed) throws IOException, InterruptedException {
    bed.say("Start to first request of --once, ten files, 0 ms hold");
    try (Servers servers = Servers.start(10, 100, 0)) {
      Program program = bed.program("job").configure(servers.figures()).option("-q");
      program.once();
      program.once();
      int runs = bed.runs() * 2;
      double[] first = new double[runs];
      double[] peer = new double[runs];
      Series whole = new Series("KBSync, a sync without changes");
      Series rclone = new Series("rclone, the same");
      servers.figures();
      for (int i = 0; i < runs; i++) {
        resetMeters(servers);
        Timed run = program.once();
        whole.add(run);
        first[i] = Math.min(since(run, servers, "dingTalk."), since(run, servers, "ragflow."));
        Timed other = bed.rclone(servers.figures(), List.of());
        rclone.add(other);
        peer[i] = since(other, servers, "store.");
      }
      bed.table(whole, rclone);
      bed.say(
          "first request: median %.3f s, least %.3f s; rclone: median %.3f s",
          Series.median(first), Arrays.stream(first).min().orElse(0), Series.median(peer));
      bed.bar(Series.median(first) <= BAR, "%.3f s (bar: %.1f s)", Series.median(first), BAR);
    }
  }

  private static void resetMeters(Servers servers) throws IOException, InterruptedException {
    servers.ask("/meters");
  }

  private static double since(Timed run, Servers servers, String server)
      throws IOException, InterruptedException {
    Properties figures = servers.figures();
    long micros = Long.parseLong(figures.getProperty(server + "firstRequestMicros"));
    if (micros == 0) {
      return Double.MAX_VALUE;
    }
    Instant first = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return Duration.between(run.started(), first).toNanos() / 1e9;
  }
}
