package io.kbsync.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * P1, P3 and P7: a first sync of many files, from the start of the process until all are parsed.
 *
 * @param hold milliseconds before each answer
 * @param lanes how many files move at once on each side
 * @param window how many documents parse at once
 * @param bar what is asked of it
 * @param peerRuns how often rclone copies the same files
 */
record FirstSync(int files, int size, int hold, int lanes, int window, Bar bar, int peerRuns)
    implements Bench.Scenario {

  /** What a scenario is measured against. */
  private enum Bar {
    /** The bare client, and rclone. */
    NEAR_LIMIT,
    /** A minute for all, and the processor's time for each. */
    A_MINUTE,
    /** The same without trouble: a tenth of the requests is throttled and a twentieth fails. */
    BAD_WEATHER
  }

  static FirstSync manySmall() {
    return new FirstSync(Bench.files(2_000), 16 << 10, 20, 16, 100, Bar.NEAR_LIMIT, 5);
  }

  static FirstSync hundredThousand() {
    return new FirstSync(Bench.files(100_000), 64, 0, 32, 500, Bar.A_MINUTE, 1);
  }

  static FirstSync badWeather() {
    return new FirstSync(Bench.files(2_000), 16 << 10, 20, 16, 100, Bar.BAD_WEATHER, 5);
  }

  private static final List<String> TUNED =
      List.of(
          "--checkers=32",
          "--s3-no-head",
          "--s3-no-check-bucket",
          "--no-check-dest",
          "--no-traverse",
          "--ignore-checksum",
          "--http-no-head");

  @Override
  public void measure(Bed bed) throws IOException, InterruptedException {
    bed.say(
        "%,d files of %,d bytes, %d ms hold, %d at once%s",
        files, size, hold, lanes, bad() ? ", 10 % throttled and 5 % failing" : "");
    try (Servers servers = Servers.start(files, size, 0)) {
      Properties at = servers.figures();
      Program program =
          bed.program("job")
              .configure(
                  at, "transfers", "" + lanes, "ragflowParseWindow", "" + window, "logFile", "log")
              .option("-q", "--allow-additions");
      Series clean = new Series("KBSync");
      Series dirty = new Series("KBSync in bad weather");
      Series limit = new Series("limit (bare client)");
      Series tuned = new Series("rclone, tuned");
      Series usual = new Series("rclone, default");
      calm(servers);
      ours(servers, program); // warms the disk, the servers and the shared classes
      for (int i = 0; i < bed.runs(); i++) {
        calm(servers);
        clean.add(ours(servers, program));
        servers.reset();
        limit.add(bed.limit(servers, lanes));
        servers.requireComplete();
        storm(servers);
        if (bad()) {
          dirty.add(ours(servers, program));
        }
        if (i < peerRuns) {
          tuned.add(peer(bed, servers, tuned(lanes)));
          usual.add(peer(bed, servers, List.of()));
        }
      }
      verdict(bed, clean, dirty, limit, tuned, usual);
    }
  }

  private boolean bad() {
    return bar == Bar.BAD_WEATHER;
  }

  private void calm(Servers servers) throws IOException, InterruptedException {
    servers.weather(hold, 0, 0, 0);
  }

  private void storm(Servers servers) throws IOException, InterruptedException {
    servers.weather(hold, bad() ? 0.1 : 0, bad() ? 0.05 : 0, 0);
  }

  private static Timed ours(Servers servers, Program program)
      throws IOException, InterruptedException {
    servers.reset();
    program.forget();
    Timed run = program.once();
    servers.requireComplete();
    return run;
  }

  private Timed peer(Bed bed, Servers servers, List<String> options)
      throws IOException, InterruptedException {
    servers.reset();
    Timed run = bed.rclone(servers.figures(), options, bad());
    int missing = files - Integer.parseInt(servers.figures().getProperty("objects"));
    if (missing > 0 && bad()) {
      bed.say("rclone gave up on %d files", missing);
    } else if (missing > 0) {
      throw new IllegalStateException("rclone missed " + missing + " files");
    }
    return run;
  }

  private static List<String> tuned(int lanes) {
    List<String> options = new ArrayList<>(TUNED);
    options.add("--transfers=" + lanes);
    return options;
  }

  private void verdict(
      Bed bed, Series clean, Series dirty, Series limit, Series tuned, Series usual) {
    if (bad()) {
      bed.table(clean, dirty, limit, tuned, usual);
    } else {
      bed.table(clean, limit, tuned, usual);
    }
    switch (bar) {
      case NEAR_LIMIT -> nearLimit(bed, clean, limit, Math.min(tuned.wall(), usual.wall()));
      case A_MINUTE -> aMinute(bed, clean);
      case BAD_WEATHER -> {
        double ratio = dirty.wall() / clean.wall();
        bed.bar(ratio <= 1.5, "%.2f x the clean time (bar: 1.5)", ratio);
      }
    }
  }

  private static void nearLimit(Bed bed, Series clean, Series limit, double peer) {
    double ratio = clean.wall() / limit.wall();
    bed.bar(ratio <= 1.2, "%.2f x the limit (bar: 1.2)", ratio);
    bed.bar(clean.wall() < peer, "%.2f s against rclone's %.2f s", clean.wall(), peer);
  }

  private void aMinute(Bed bed, Series clean) {
    bed.bar(clean.wall() <= 60, "%.1f s (bar: 60 s)", clean.wall());
    double each = clean.cpu() * 1000 / files;
    bed.bar(
        each <= 0.5,
        "%.2f ms of CPU a file, start and compilation included (bar: 0.5 after warm-up)",
        each);
  }
}
