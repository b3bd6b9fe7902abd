package io.kbsync.core.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When the next request of one group may go: evenly spaced, at most the allowed rate, and never
 * more in any second than are allowed, however late a thread wakes for its turn. A throttle answer
 * halves the rate; every second without one gives a twentieth of the allowed rate back. Pure but
 * for its own state; not thread-safe.
 */
final class Pace {

  /**
   * What counts as a second: requests that leave evenly may arrive bunched, and a little more than
   * a second here is at least one there.
   */
  static final Duration SECOND = Duration.ofMillis(1_030);

  // A little slower than SECOND asks for, so that who was late does not delay others for ever.
  private static final double MARGIN = 0.967;
  private static final double SLOWEST = 0.05;
  private static final double RECOVERY_PER_SECOND = 0.05;
  private static final double NANOS = 1e9;

  private final double allowed;
  private final int most;
  private final Deque<Instant> sent = new ArrayDeque<>();
  private double rate;
  private Instant next;
  private Instant adjusted;

  /**
   * @param perSecond the allowed rate, above 0
   */
  Pace(double perSecond, Instant now) {
    this.allowed = perSecond * MARGIN;
    this.most = (int) Math.ceil(perSecond);
    this.rate = allowed;
    this.next = now;
    this.adjusted = now;
  }

  /** Takes the next turn and says how long to wait for it. */
  Duration take(Instant now) {
    Duration step = step(now);
    Instant turn = next.isAfter(now) ? next : now;
    next = turn.plus(step);
    return Duration.between(now, turn);
  }

  /** Requests in any second, at most. */
  int most() {
    return most;
  }

  /**
   * Whether a request whose turn has come may go now, which is noted then. Turns are spaced evenly,
   * but those who wake late for theirs come together with those who are in time.
   *
   * @return zero: it goes; otherwise how long to wait before asking again
   */
  Duration room(Instant now) {
    Instant secondAgo = now.minus(SECOND);
    sent.removeIf(one -> !one.isAfter(secondAgo) || one.isAfter(now));
    if (sent.size() < most) {
      sent.add(now);
      return Duration.ZERO;
    }
    return Duration.between(secondAgo, sent.getFirst());
  }

  /** How far apart turns are now, for those who take them from a common list. */
  Duration step(Instant now) {
    recover(now);
    return step();
  }

  private Duration step() {
    return Duration.ofNanos((long) (NANOS / rate));
  }

  /** Returns before when no further turn should be. */
  Instant throttled(Instant now) {
    rate = Math.max(rate / 2, allowed * SLOWEST);
    adjusted = now;
    Instant slower = now.plus(step());
    // Turns that were given away already stay taken.
    next = slower.isAfter(next) ? slower : next;
    return slower;
  }

  /** Requests a second, at present. */
  double rate() {
    return rate;
  }

  private void recover(Instant now) {
    if (now.isBefore(adjusted)) {
      // The clock was set back: nobody waits for as long as that.
      next = next.minus(Duration.between(now, adjusted));
    }
    double seconds = Math.max(0, Duration.between(adjusted, now).toNanos() / NANOS);
    rate = Math.min(allowed, rate + seconds * RECOVERY_PER_SECOND * allowed);
    adjusted = now;
  }
}
