package io.kbsync.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;

/** P8: twenty calls a second for each API, which the server counts by the seconds of its clock. */
final class SharedPace implements Bench.Scenario {

  private static final int FILES = 600;
  private static final int LIMIT = 20;
  private static final double BAR = 0.95;
  private static final String RATE = "dingTalk.rate.downloadInfo";

  @Override
  public void measure(Bed bed) throws IOException, InterruptedException {
    bed.say("%d files, %d calls a second for each API", FILES, LIMIT);
    try (Servers servers = Servers.start(FILES, 1_000, 0)) {
      Properties at = servers.figures();
      Path ledger = bed.folder().resolve("ledger");
      Program one = program(bed, at, "one", at.getProperty("dataset"), ledger);
      Program two = program(bed, at, "two", at.getProperty("secondDataset"), ledger);
      double[] alone = new double[bed.runs()];
      double[] together = new double[bed.runs()];
      int refused = 0;
      for (int i = 0; i < bed.runs(); i++) {
        prepare(servers, one, two);
        one.once();
        servers.requireComplete();
        alone[i] = number(servers, RATE);
        refused += (int) number(servers, "dingTalk.refused");

        prepare(servers, one, two);
        Timed.Running first = one.start("--once");
        Timed.Running second = two.start("--once");
        require(first.end());
        require(second.end());
        servers.requireComplete();
        together[i] = number(servers, RATE);
        refused += (int) number(servers, "dingTalk.refused");
      }
      report(bed, "one process", alone);
      report(bed, "two processes", together);
      bed.bar(refused == 0, "%d throttle answers in %d runs", refused, 2 * bed.runs());
    }
  }

  private static void report(Bed bed, String who, double... rates) {
    double median = Series.median(rates);
    bed.say(
        "%s: median %.2f calls a second (%.2f–%.2f)",
        who, median, Arrays.stream(rates).min().orElse(0), Arrays.stream(rates).max().orElse(0));
    bed.bar(
        median >= BAR * LIMIT && median <= LIMIT,
        "%s: %.1f %% of the allowed rate (bar: 95 %% to 100 %%)",
        who,
        100 * median / LIMIT);
  }

  private static Program program(Bed bed, Properties at, String job, String dataset, Path ledger)
      throws IOException {
    return bed.program(job)
        .configure(
            at,
            "dingDingRate",
            Integer.toString(LIMIT),
            "ragflowDatasetId",
            dataset,
            "ledgerDir",
            ledger.toString(),
            "job",
            job)
        .option("-q");
  }

  private static void prepare(Servers servers, Program... programs)
      throws IOException, InterruptedException {
    servers.weather(20, 0, 0, LIMIT);
    servers.reset();
    for (Program each : programs) {
      each.forget();
    }
  }

  private static void require(Timed run) {
    if (run.exit() != 0) {
      throw new IllegalStateException("The program ended with " + run.exit());
    }
  }

  private static double number(Servers servers, String name)
      throws IOException, InterruptedException {
    return Double.parseDouble(servers.figures().getProperty(name, "0"));
  }
}
