package io.kbsync.cli;

import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.report.SyncListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how far a run is: on a terminal in a line that changes, elsewhere in a log line now and
 * then; nothing where log lines of this kind are not wanted. Thread-safe.
 */
final class ProgressLine implements SyncListener {

  private static final Logger log = LoggerFactory.getLogger(ProgressLine.class);
  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(100);
  private static final Duration BETWEEN_LOG_LINES = Duration.ofSeconds(10);

  private final Screen screen;
  private final boolean live;
  private final Clock clock;
  private @Nullable Progress progress;
  private Instant shown;

  /**
   * @param live whether the screen is a terminal
   */
  ProgressLine(Screen screen, boolean live, Clock clock) {
    this.screen = screen;
    this.live = live;
    this.clock = clock;
    this.shown = clock.instant();
  }

  /** The run ended: the line goes away. */
  synchronized void end() {
    progress = null;
    screen.status("");
  }

  @Override
  public synchronized void on(SyncEvent event) {
    if (!log.isInfoEnabled()) {
      return;
    }
    Instant now = clock.instant();
    if (progress == null) {
      progress = new Progress(now);
      shown = live ? Instant.EPOCH : now;
    }
    progress.take(event);
    boolean milestone = event instanceof SyncEvent.ListingEnded;
    Duration pause = live ? BETWEEN_FRAMES : BETWEEN_LOG_LINES;
    if (!milestone && Duration.between(shown, now).compareTo(pause) < 0) {
      return;
    }
    shown = now;
    if (live) {
      screen.status(progress.line(now));
    } else {
      log.info("Progress: {}", progress.line(now));
    }
  }
}
