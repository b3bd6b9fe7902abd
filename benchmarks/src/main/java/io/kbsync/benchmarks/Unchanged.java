package io.kbsync.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * P2 and P4: a run in which nothing has changed. The state that such a run needs comes from the
 * program itself, which takes documents over that stand in the dataset already: a first sync that
 * transfers as many files needs half an hour for a million.
 *
 * @param heap the largest heap, such as {@code 128m}
 * @param seconds the bar
 * @param peer whether rclone does the same
 */
record Unchanged(int files, String heap, double seconds, boolean peer) implements Bench.Scenario {

  static Unchanged hundredThousand() {
    return new Unchanged(Bench.files(100_000), "128m", 5, true);
  }

  static Unchanged million() {
    return new Unchanged(Bench.files(1_000_000), "192m", 50, false);
  }

  @Override
  public void measure(Bed bed) throws IOException, InterruptedException {
    bed.say("%,d files, no change, 0 ms hold, -Xmx%s", files, heap);
    try (Servers servers = Servers.start(files, 64, 0)) {
      Program program =
          bed.program("job")
              .configure(servers.figures(), "existing", "adopt", "logFile", "log")
              .jvm("-Xmx" + heap)
              .option("-q", "--allow-additions");
      Series takeover = new Series("KBSync, takes the documents over");
      Series unchanged = new Series("KBSync, no change");
      Series limit = new Series("limit (its pages alone)");
      Series rclone = new Series("rclone, no change, by size");
      servers.fill();
      takeover.add(program.once());
      requireTakenOver(servers);
      program.once(); // warms what the first run did not need
      if (peer) {
        bed.rclone(servers.figures(), List.of("--transfers=32", "--checkers=32", "--http-no-head"));
      }
      for (int i = 0; i < bed.runs(); i++) {
        limit.add(bed.pages(servers));
        servers.ask("/meters");
        unchanged.add(program.once());
        requireOnlyListed(servers);
        if (peer) {
          rclone.add(compare(bed, servers));
        }
      }
      List<Series> all = new ArrayList<>(List.of(takeover, unchanged, limit));
      if (peer) {
        all.add(rclone);
      }
      bed.table(all.toArray(Series[]::new));
      verdict(bed, servers, unchanged);
    }
  }

  /** Every document is one of those that stood there, and none was sent again. */
  private static void requireTakenOver(Servers servers) throws IOException, InterruptedException {
    servers.requireComplete();
    requireNone(servers, "dingTalk.count.downloadInfo", "links were asked for");
    requireNone(servers, "ragflow.count.documents.upload", "documents were uploaded");
  }

  private static void requireOnlyListed(Servers servers) throws IOException, InterruptedException {
    requireTakenOver(servers);
    requireNone(servers, "ragflow.count.documents.update", "documents were labelled");
  }

  private static void requireNone(Servers servers, String figure, String what)
      throws IOException, InterruptedException {
    String count = servers.figures().getProperty(figure, "0");
    if (!count.equals("0")) {
      throw new IllegalStateException(count + " " + what + " in a run without changes");
    }
  }

  private static Timed compare(Bed bed, Servers servers) throws IOException, InterruptedException {
    return bed.rclone(
        servers.figures(),
        List.of("--checkers=32", "--size-only", "--fast-list", "--http-no-head"));
  }

  private void verdict(Bed bed, Servers servers, Series unchanged)
      throws IOException, InterruptedException {
    Properties figures = servers.figures();
    bed.say(
        "%s requests to DingTalk, %s to RAGFlow in the last run; %.1f µs of CPU a file",
        figures.getProperty("dingTalk.requests"),
        figures.getProperty("ragflow.requests"),
        unchanged.cpu() * 1e6 / files);
    bed.bar(
        unchanged.wall() <= seconds,
        "%.2f s (bar: %.0f s), within -Xmx%s",
        unchanged.wall(),
        seconds,
        heap);
  }
}
