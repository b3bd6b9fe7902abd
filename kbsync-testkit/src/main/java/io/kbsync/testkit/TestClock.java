package io.kbsync.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class TestClock extends Clock {

  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private TestClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** Stands at this moment, in UTC. */
  public static TestClock at(Instant start) {
    return new TestClock(new AtomicReference<>(start), ZoneOffset.UTC);
  }

  /** Stands at this moment, such as {@code "2026-07-14T09:00:00Z"}. */
  public static TestClock at(String start) {
    return at(Instant.parse(start));
  }

  /** Moves the clock, back where the duration is negative. */
  public void advance(Duration duration) {
    now.updateAndGet(moment -> moment.plus(duration));
  }

  public void set(Instant moment) {
    now.set(Objects.requireNonNull(moment, "moment"));
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** A view of the same clock: it moves with this one. */
  @Override
  public Clock withZone(ZoneId other) {
    return new TestClock(now, other);
  }
}
