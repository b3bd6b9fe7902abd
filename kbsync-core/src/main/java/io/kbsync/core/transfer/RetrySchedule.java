package io.kbsync.core.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When a file that did not go through is tried again in a later run. Pure. */
final class RetrySchedule {

  private static final List<Duration> AFTER_ATTEMPT =
      List.of(
          Duration.ZERO,
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofHours(24));

  private static final Duration AFTER_REFUSAL = Duration.ofDays(30);

  private RetrySchedule() {}

  /**
   * @param attempts runs in which it was tried so far, at least 1
   */
  static Instant next(int attempts, Instant now) {
    return now.plus(AFTER_ATTEMPT.get(Math.min(attempts, AFTER_ATTEMPT.size()) - 1));
  }

  /**
   * Once its content was refused: each try costs a download, and only a newer sink would judge it
   * otherwise.
   *
   * @param attempts runs in which it was tried so far, at least 1
   */
  static Instant nextAfterRefusal(int attempts, Instant now) {
    return attempts == 1 ? now : now.plus(AFTER_REFUSAL);
  }
}
