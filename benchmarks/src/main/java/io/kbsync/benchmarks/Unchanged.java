package io.kbsync.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * P2 and P4: a run in which nothing has changed.
 *
 * @param heap the largest heap, such as {@code 128m}
 * @param seconds the bar
 */
record Unchanged(int files, String heap, double seconds) implements Bench.Scenario {

  static Unchanged hundredThousand() {
    return new Unchanged(100_000, "128m", 5);
  }

  static Unchanged million() {
    return new Unchanged(1_000_000, "192m", 50);
  }

  @Override
  public void measure(Bed bed) throws IOException, InterruptedException {
    bed.say("%,d files, no change, 0 ms hold, -Xmx%s", files, heap);
    boolean million = files > 500_000;
    try (Servers servers = Servers.start(million ? "10g" : "2g", files, 64, 0)) {
      Program program =
          bed.program("job")
              .configure(
                  servers.figures(),
                  "transfers",
                  "32",
                  "ragflowParseWindow",
                  "500",
                  "logFile",
                  "log")
              .jvm("-Xmx" + heap)
              .option("-q", "--allow-additions");
      Series first = new Series("KBSync, the first sync");
      Series unchanged = new Series("KBSync, no change");
      Series rclone = new Series("rclone, no change, by size");
      first.add(program.once());
      servers.requireComplete();
      program.once(); // warms what the first sync did not need
      if (!million) {
        bed.rclone(servers.figures(), List.of("--transfers=32", "--checkers=32", "--http-no-head"));
      }
      for (int i = 0; i < bed.runs(); i++) {
        servers.ask("/meters");
        unchanged.add(program.once());
        if (!million) {
          rclone.add(
              bed.rclone(
                  servers.figures(),
                  List.of("--checkers=32", "--size-only", "--fast-list", "--http-no-head")));
        }
      }
      servers.requireComplete();
      if (million) {
        bed.table(first, unchanged);
      } else {
        bed.table(first, unchanged, rclone);
      }
      bed.say(
          "%s requests to DingTalk, %s to RAGFlow in the last run; %.1f µs of CPU a file",
          servers.figures().getProperty("dingTalk.requests"),
          servers.figures().getProperty("ragflow.requests"),
          unchanged.cpu() * 1e6 / files);
      bed.bar(
          unchanged.wall() <= seconds,
          "%.2f s (bar: %.0f s), within -Xmx%s",
          unchanged.wall(),
          seconds,
          heap);
    }
  }
}
