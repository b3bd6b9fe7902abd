package io.kbsync.core.testing;

import io.kbsync.core.calls.Sleeper;
import io.kbsync.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Moves the clock instead of letting time pass, and remembers by how much. Thread-safe. */
public final class ClockSleeper implements Sleeper {

  private final TestClock clock;
  private final List<Duration> slept = new ArrayList<>();

  public ClockSleeper(TestClock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    slept.add(duration);
    clock.advance(duration);
  }

  public synchronized List<Duration> slept() {
    return List.copyOf(slept);
  }
}
