package io.kbsync.core.calls;

import java.time.Duration;

/** Lets time pass for the calling thread. A test passes one that moves its clock instead. */
@FunctionalInterface
public interface Sleeper {

  /** The thread really sleeps. */
  Sleeper REAL = duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);

  void sleep(Duration duration) throws InterruptedException;
}
