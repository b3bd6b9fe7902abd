package io.kbsync.source.dingtalk.browser;

import io.kbsync.api.LaneClosedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the browser's ways are open in this run. What shuts them (nobody logged on, a captcha, no
 * browser) shuts them for all files at once. Thread-safe.
 */
public final class BrowserGate {

  private static final Logger log = LoggerFactory.getLogger(BrowserGate.class);

  /** The lane of files that nothing but the browser brings. */
  public static final String LANE = "browser";

  /** A later run may try again, but not right away: people were asked, or DingTalk is wary. */
  private static final Duration SHUT = Duration.ofMinutes(30);

  private final Clock clock;
  private volatile @Nullable Closure closure;
  private volatile @Nullable Told told;

  public BrowserGate(Clock clock) {
    this.clock = clock;
  }

  private record Told(String reason, Instant until) {}

  private record Closure(String reason, Instant reopens) {}

  /** Returns while the ways are open. */
  public void pass() throws LaneClosedException {
    Closure now = closure;
    if (now != null) {
      throw new LaneClosedException(LANE, now.reason(), null);
    }
  }

  /** Whether nothing shut them. */
  public boolean isOpen() {
    return closure == null;
  }

  /** Shuts the ways; {@code reason} is for people and says what to do. */
  LaneClosedException shut(String reason) {
    return shut(reason, SHUT);
  }

  /** The same, but the next run may try at once: that costs nobody anything. */
  LaneClosedException shutForNow(String reason) {
    return shut(reason, Duration.ZERO);
  }

  private LaneClosedException shut(String reason, Duration length) {
    if (closure == null) {
      tell(reason);
    }
    closure = new Closure(reason, clock.instant().plus(length));
    return new LaneClosedException(LANE, reason, null);
  }

  /** Once: a job of many roots would hear it with each of them. */
  private void tell(String reason) {
    Instant now = clock.instant();
    Told before = told;
    if (before == null || !before.reason().equals(reason) || now.isAfter(before.until())) {
      log.warn("Files that need a browser wait: {}", reason);
      told = new Told(reason, now.plus(SHUT));
    }
  }

  /** A new run begins. */
  public void nextRun() {
    Closure now = closure;
    if (now != null && !clock.instant().isBefore(now.reopens())) {
      closure = null;
    }
  }

  /** A person asks for a login: whatever shut the ways is over. */
  public void reopen() {
    closure = null;
  }
}
