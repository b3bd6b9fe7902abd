package io.kbsync.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Properties;

/** P5: one large file, beside curl that downloads it to disk and then uploads it from there. */
final class HugeFile implements Bench.Scenario {

  private static final long BYTES = Long.getLong("kbsync.huge", 8L << 30);
  private static final double BAR = 0.7;

  @Override
  public void measure(Bed bed) throws IOException, InterruptedException {
    bed.say("One file of %.2f GiB, 0 ms hold, -Xmx128m", (double) BYTES / (1L << 30));
    try (Servers servers = Servers.start(0, 0, BYTES)) {
      Program program =
          bed.program("job")
              .configure(servers.figures(), "ragflowMaxContentLength", Long.toString(2 * BYTES))
              .jvm("-Xmx128m")
              .option("-q");
      Series ours = new Series("KBSync");
      Series curl = new Series("curl, down then up");
      Series rclone = new Series("rclone");
      program.start("--once", "--dry-run").end(); // leaves the shared classes behind
      for (int i = 0; i < bed.runs(); i++) {
        ours.add(ours(servers, program));
        curl.add(curl(bed, servers));
        rclone.add(rclone(bed, servers));
      }
      bed.table(ours, curl, rclone);
      double share = curl.wall() / ours.wall();
      bed.say(
          "%.0f MiB/s; curl: %.0f MiB/s",
          BYTES / ours.wall() / (1 << 20), BYTES / curl.wall() / (1 << 20));
      bed.bar(share >= BAR, "%.0f %% of curl's throughput (bar: 70 %%)", share * 100);
    }
  }

  private static Timed ours(Servers servers, Program program)
      throws IOException, InterruptedException {
    servers.reset();
    program.forget();
    Timed run = program.once();
    requireArrived(servers);
    return run;
  }

  private static void requireArrived(Servers servers) throws IOException, InterruptedException {
    Properties figures = servers.figures();
    long received = Long.parseLong(figures.getProperty("ragflow.bytesIn"));
    if (received < BYTES || !figures.getProperty("documents").equals("1")) {
      throw new IllegalStateException(
          "The file did not arrive: " + received + " of " + BYTES + " bytes");
    }
  }

  private static Timed curl(Bed bed, Servers servers) throws IOException, InterruptedException {
    servers.reset();
    Properties at = servers.figures();
    String down = "curl -sS -f -o huge.pdf " + at.getProperty("storeUrl") + "/files/huge.pdf";
    String up =
        "curl -sS -f -o answer -H 'Expect:' -H 'Authorization: Bearer "
            + at.getProperty("apiKey")
            + "' -F file=@huge.pdf "
            + at.getProperty("ragflowUrl")
            + "/api/v1/datasets/"
            + at.getProperty("dataset")
            + "/documents";
    Timed run = bed.outside("curl", List.of("sh", "-c", down + " && " + up + "; rm huge.pdf"));
    requireArrived(servers);
    return run;
  }

  private static Timed rclone(Bed bed, Servers servers) throws IOException, InterruptedException {
    servers.reset();
    Timed run =
        bed.rclone(
            servers.figures(),
            List.of("--s3-disable-checksum", "--s3-chunk-size=64M", "--s3-no-head"));
    if (!servers.figures().getProperty("objectBytes").equals(Long.toString(BYTES))) {
      throw new IllegalStateException("rclone did not copy all bytes");
    }
    return run;
  }
}
