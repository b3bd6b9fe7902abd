package io.kbsync.core.transfer;

import io.kbsync.api.source.RemoteFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When content whose revision cannot be trusted yet is compared again. Pure. */
final class CheckSchedule {

  private static final List<Duration> AFTER_EDIT =
      List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24), Duration.ofHours(72));

  private CheckSchedule() {}

  /** When this file is compared; empty where its revision tells, or the last change is long ago. */
  static Optional<Instant> of(RemoteFile file, Instant lastEdit, Instant now) {
    return file.settled() ? Optional.empty() : next(lastEdit, now);
  }

  /** The next time after {@code now}; empty when the last change is long enough ago. */
  static Optional<Instant> next(Instant lastEdit, Instant now) {
    return AFTER_EDIT.stream().map(lastEdit::plus).filter(time -> time.isAfter(now)).findFirst();
  }
}
