package io.kbsync.tests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Time as it passes, but for the jumps that a test makes. Thread-safe. */
public final class JumpingClock extends Clock {

  private final Clock real = Clock.systemUTC();
  private final AtomicLong ahead = new AtomicLong();

  public void jump(Duration duration) {
    ahead.addAndGet(duration.toNanos());
  }

  /** By how much it is ahead of the real time. */
  public Duration ahead() {
    return Duration.ofNanos(ahead.get());
  }

  @Override
  public Instant instant() {
    return real.instant().plusNanos(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
