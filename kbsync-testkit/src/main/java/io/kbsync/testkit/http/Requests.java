package io.kbsync.testkit.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server was asked for: every request that was read completely, those with faults included.
 * Thread-safe.
 */
public final class Requests {

  private static final int LOG_LIMIT = 10_000;

  private final Map<String, Integer> counts = new HashMap<>();
  private final Deque<String> log = new ArrayDeque<>();
  private int total;

  Requests() {}

  /** How many requests this endpoint got. */
  public synchronized int count(String endpoint) {
    return counts.getOrDefault(endpoint, 0);
  }

  public synchronized int total() {
    return total;
  }

  /** Every endpoint that was asked, with its count. */
  public synchronized Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** The endpoints in the order of their requests; the last 10,000. */
  public synchronized List<String> log() {
    return List.copyOf(log);
  }

  /** Starts again from zero. */
  public synchronized void reset() {
    counts.clear();
    log.clear();
    total = 0;
  }

  /** Waits until the endpoint got this many requests; false: not within the deadline. */
  public synchronized boolean await(String endpoint, int count, Duration deadline)
      throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (count(endpoint) < count) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }

  synchronized void add(String endpoint) {
    total++;
    counts.merge(endpoint, 1, Integer::sum);
    if (log.size() == LOG_LIMIT) {
      log.removeFirst();
    }
    log.addLast(endpoint);
    notifyAll();
  }
}
