package io.kbsync.benchmarks.servers;

import io.kbsync.testkit.ragflow.RagflowChange;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Lets parsing take time: each document some moment between two. */
final class SlowParser {

  private final RagflowSimulator ragflow;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "slow-parser");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long from;
  private volatile long to;

  SlowParser(RagflowSimulator ragflow) {
    this.ragflow = ragflow;
    ragflow.onChange(this::changed);
  }

  /** From now on every document parses for a time between these, in milliseconds. */
  void takes(long shortest, long longest) {
    from = shortest;
    to = longest;
    ragflow.parsing().parseManually();
  }

  private void changed(RagflowChange change) {
    if (to == 0 || change.kind() != RagflowChange.Kind.PARSING) {
      return;
    }
    long millis = from == to ? from : ThreadLocalRandom.current().nextLong(from, to);
    var unused =
        timer.schedule(
            () -> finish(change.dataset(), change.document()), millis, TimeUnit.MILLISECONDS);
  }

  private void finish(String dataset, String document) {
    try {
      ragflow.dataset(dataset).finish(document, 1);
    } catch (NoSuchElementException removedMeanwhile) {
      // Nothing is left to parse.
    }
  }
}
