package io.kbsync.benchmarks.servers;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** So many requests of one endpoint in each second of the clock. Thread-safe. */
final class RateLimit {

  private final Clock clock;
  private final Map<String, Second> seconds = new HashMap<>();
  private int allowed;

  private static final class Second {
    private long number;
    private int count;
  }

  RateLimit(Clock clock) {
    this.clock = clock;
  }

  /** 0: any number. */
  synchronized void allow(int perSecond) {
    allowed = perSecond;
    seconds.clear();
  }

  synchronized boolean lets(String endpoint) {
    if (allowed == 0) {
      return true;
    }
    long now = clock.instant().getEpochSecond();
    Second second = seconds.computeIfAbsent(endpoint, name -> new Second());
    if (second.number != now) {
      second.number = now;
      second.count = 0;
    }
    second.count++;
    return second.count <= allowed;
  }
}
