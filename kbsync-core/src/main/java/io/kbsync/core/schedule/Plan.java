package io.kbsync.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may come after a pass, decided when it ended. Pure.
 *
 * @param untold the next pass where nobody tells of changes
 * @param told the next pass while the source tells of each change, and tells of none
 * @param soonest when a look may come at the earliest because the source told of a change; null:
 *     not before the next pass
 */
record Plan(Schedule.Next untold, Schedule.Next told, @Nullable Instant soonest) {

  /** Changes often come together: one look sees them all. */
  private static final Duration GATHERING = Duration.ofSeconds(5);

  /** One pass at one time, whatever is told until then. */
  static Plan only(Schedule.Next next) {
    return new Plan(next, next, null);
  }

  /**
   * The next pass, as things stand.
   *
   * @param tellsAll whether the source tells of each change now
   * @param since when it told of the first change that no pass has seen
   */
  Schedule.Next next(boolean tellsAll, Optional<Instant> since) {
    Schedule.Next planned = tellsAll ? told : untold;
    if (soonest == null || since.isEmpty()) {
      return planned;
    }
    Instant gathered = since.get().plus(GATHERING);
    Instant at = gathered.isAfter(soonest) ? gathered : soonest;
    return at.isBefore(planned.at())
        ? new Schedule.Next(true, at, "a quick look at a change that the source told of")
        : planned;
  }
}
