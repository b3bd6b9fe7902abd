package io.kbsync.benchmarks.servers;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How the servers behave: how long each answer is held back, and which share of requests is refused
 * without being looked at. Thread-safe; a change holds from the next request on.
 */
final class Weather {

  /** A refusal. */
  enum Trouble {
    THROTTLED,
    BROKEN
  }

  private volatile Duration hold = Duration.ZERO;
  private volatile double throttled;
  private volatile double broken;

  void hold(Duration time) {
    hold = time;
  }

  Duration hold() {
    return hold;
  }

  void shares(double throttledShare, double brokenShare) {
    throttled = throttledShare;
    broken = brokenShare;
  }

  /** What befalls the next request. */
  Optional<Trouble> next() {
    if (throttled + broken == 0) {
      return Optional.empty();
    }
    double dice = ThreadLocalRandom.current().nextDouble();
    if (dice < throttled) {
      return Optional.of(Trouble.THROTTLED);
    }
    return dice < throttled + broken ? Optional.of(Trouble.BROKEN) : Optional.empty();
  }
}
