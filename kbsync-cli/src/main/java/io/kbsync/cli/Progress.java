package io.kbsync.cli;

import io.kbsync.core.report.SyncEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a run has done so far, in one line. Not thread-safe. */
final class Progress {

  /** Fewer finished files say nothing about the rest. */
  private static final int ENOUGH_TO_FORESEE = 5;

  private final Instant started;
  private long listed;
  private boolean listingEnded;
  private long toDo;
  private long done;
  private long failed;
  private long bytes;

  Progress(Instant started) {
    this.started = started;
  }

  void take(SyncEvent event) {
    if (event instanceof SyncEvent.PageListed page) {
      listed = page.listed();
    } else if (event instanceof SyncEvent.ListingEnded end) {
      listed = end.listed();
      listingEnded = true;
    } else if (event instanceof SyncEvent.Planned) {
      toDo++;
    } else if (event instanceof SyncEvent.Received received) {
      bytes += received.bytes();
    } else if (event instanceof SyncEvent.Failed) {
      failed++;
    } else if (ends(event)) {
      done++;
    }
  }

  private static boolean ends(SyncEvent event) {
    return event instanceof SyncEvent.Stored
        || event instanceof SyncEvent.Replaced
        || event instanceof SyncEvent.Unchanged
        || event instanceof SyncEvent.LoginNeeded;
  }

  String line(Instant now) {
    Duration passed = Duration.between(started, now);
    long perSecond = bytes * 1000 / Math.max(1, passed.toMillis());
    String line =
        "listed %d%s, to do %d, done %d, failed %d, %s, %s/s"
            .formatted(
                listed,
                listingEnded ? "" : " so far",
                toDo,
                done,
                failed,
                Amounts.bytes(bytes),
                Amounts.bytes(perSecond));
    return timeLeft(passed).map(left -> line + ", " + Amounts.time(left) + " left").orElse(line);
  }

  private Optional<Duration> timeLeft(Duration passed) {
    long ended = done + failed;
    if (!listingEnded || ended < ENOUGH_TO_FORESEE || ended >= toDo) {
      return Optional.empty();
    }
    return Optional.of(passed.multipliedBy(toDo - ended).dividedBy(ended));
  }
}
