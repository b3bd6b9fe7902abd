package io.kbsync.api.source;

import java.util.Objects;

/**
 * Whether one of a source's ways to a file works today.
 *
 * @param way its name, for people
 * @param works whether the file came this way
 * @param step where it failed; empty when it works
 * @param detail what came in place of what was expected; empty when it works
 */
public record WayCheck(String way, boolean works, String step, String detail) {

  public WayCheck {
    Objects.requireNonNull(way, "way");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(detail, "detail");
  }
}
