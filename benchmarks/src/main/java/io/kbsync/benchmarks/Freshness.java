package io.kbsync.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;

/**
 * P9: how long a change needs until it is found, with a server that takes its time to parse; and
 * how often the program asks about a hundred documents that parse.
 */
final class Freshness implements Bench.Scenario {

  private static final int FILES = 100;
  private static final Duration INTERVAL = Duration.ofSeconds(20);
  private static final Duration PARSE = Duration.ofSeconds(5);
  private static final Duration SLOWEST_PARSE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final double OWN_WORK_SECONDS = 2;
  private static final long LOOK_EVERY_MILLIS = 50;

  @Override
  public void measure(Bed bed) throws IOException, InterruptedException {
    bed.say(
        "%d files; an edit every %d s, synced every %d s, parsed in %d s",
        FILES, INTERVAL.plus(PARSE).toSeconds(), INTERVAL.toSeconds(), PARSE.toSeconds());
    try (Servers servers = Servers.start(FILES, 1_000, 0)) {
      Properties at = servers.figures();
      Program program =
          bed.program("job").configure(at, "ragflowParseWindow", Integer.toString(FILES));
      polls(bed, servers, program);
      changes(bed, servers, program.option("--interval", INTERVAL.toSeconds() + "s"));
    }
  }

  /** A first sync, of which each document parses for 20 to 60 s. */
  private static void polls(Bed bed, Servers servers, Program program)
      throws IOException, InterruptedException {
    servers.ask(
        "/parsing?from=" + SLOWEST_PARSE.toMillis() / 3 + "&to=" + SLOWEST_PARSE.toMillis());
    servers.ask("/meters");
    Timed run = program.once();
    servers.requireComplete();
    Properties figures = servers.figures();
    int polls = Integer.parseInt(figures.getProperty("ragflow.count.documents.list", "0"));
    double inTenSeconds = polls / (run.wall() / 10);
    bed.say(
        "a first sync whose documents parse for %d to %d s: %.1f s, %d polls of states",
        SLOWEST_PARSE.toSeconds() / 3, SLOWEST_PARSE.toSeconds(), run.wall(), polls);
    bed.bar(inTenSeconds <= 1, "%.2f polls in 10 s for %d documents (bar: 1)", inTenSeconds, FILES);
  }

  private static void changes(Bed bed, Servers servers, Program program)
      throws IOException, InterruptedException {
    servers.ask("/parsing?from=" + PARSE.toMillis() + "&to=" + PARSE.toMillis());
    Timed.Running daemon = program.start();
    double[] seconds = new double[bed.runs()];
    for (int i = 0; i < seconds.length; i++) {
      // At another moment of the interval each time.
      Thread.sleep(INTERVAL.toMillis() / seconds.length * (i % seconds.length) + 500);
      seconds[i] = untilFound(servers, i);
    }
    daemon.terminate();
    double worst = Arrays.stream(seconds).max().orElse(Double.NaN);
    bed.say(
        "a change is found after %.1f s (median), %.1f s (at most)", Series.median(seconds), worst);
    double bar = INTERVAL.plus(PARSE).toMillis() / 1e3 + OWN_WORK_SECONDS;
    bed.bar(
        worst <= bar,
        "%.1f s (bar: interval + parse + %.0f s of work = %.0f s)",
        worst,
        OWN_WORK_SECONDS,
        bar);
  }

  private static double untilFound(Servers servers, int file)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    servers.ask("/edit?file=" + file);
    while (!servers.ask("/searchable?file=" + file).equals("true")) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("A change was not found within " + PATIENCE);
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return (System.nanoTime() - begin) / 1e9;
  }
}
