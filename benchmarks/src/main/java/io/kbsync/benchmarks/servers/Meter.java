package io.kbsync.benchmarks.servers;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a server was asked, since the last reset. Thread-safe. */
final class Meter {

  private final Clock clock;
  private final AtomicLong first = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

  Meter(Clock clock) {
    this.clock = clock;
  }

  /** The times of one endpoint's requests, in microseconds of the epoch. */
  private static final class Endpoint {
    private long count;
    private long first;
    private long last;

    private synchronized void add(long now) {
      first = count == 0 ? now : first;
      last = now;
      count++;
    }

    /** Requests a second between the first and the last one. */
    private synchronized double rate() {
      return count < 2 || last == first ? 0 : (count - 1) * 1e6 / (last - first);
    }
  }

  void asked(String endpoint, long bodyBytes) {
    long now = micros();
    first.compareAndSet(0, now);
    bytesIn.add(bodyBytes);
    Endpoint found = endpoints.get(endpoint);
    if (found == null) {
      found = endpoints.computeIfAbsent(endpoint, name -> new Endpoint());
    }
    found.add(now);
  }

  void answered(long bodyBytes) {
    bytesOut.add(bodyBytes);
  }

  void refused() {
    refused.increment();
  }

  void reset() {
    first.set(0);
    refused.reset();
    bytesIn.reset();
    bytesOut.reset();
    endpoints.clear();
  }

  /** Name to value, for people and programs. */
  Map<String, String> figures(String prefix) {
    Map<String, String> figures = new TreeMap<>();
    figures.put(prefix + "firstRequestMicros", Long.toString(first.get()));
    figures.put(prefix + "refused", Long.toString(refused.sum()));
    figures.put(prefix + "bytesIn", Long.toString(bytesIn.sum()));
    figures.put(prefix + "bytesOut", Long.toString(bytesOut.sum()));
    long all = 0;
    for (Map.Entry<String, Endpoint> entry : endpoints.entrySet()) {
      @Nullable Endpoint endpoint = entry.getValue();
      synchronized (endpoint) {
        all += endpoint.count;
        figures.put(prefix + "count." + entry.getKey(), Long.toString(endpoint.count));
      }
      figures.put(prefix + "rate." + entry.getKey(), Double.toString(endpoint.rate()));
    }
    figures.put(prefix + "requests", Long.toString(all));
    return figures;
  }

  private long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
