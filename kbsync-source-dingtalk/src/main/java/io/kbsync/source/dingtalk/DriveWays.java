package io.kbsync.source.dingtalk;

import io.kbsync.source.dingtalk.SpaceListing.State;
import java.time.Duration;
import java.util.Optional;

/**
 * Which way of listing a Drive space is open and cheaper, as far as earlier listings showed it.
 * Thread-safe.
 */
final class DriveWays {

  private static final Duration REFUSED_FOR = Duration.ofDays(30);
  private static final Duration UNFIT_FOR = Duration.ofDays(1);
  private static final Duration COSTS_FOR = Duration.ofDays(90);

  private final Remembered remembered;
  private final String closed;
  private final String walk;
  private final String whole;

  DriveWays(Remembered remembered, String spaceId) {
    this.remembered = remembered;
    this.closed = "listAll closed: " + spaceId;
    this.walk = "calls of a walk: " + spaceId;
    this.whole = "calls of listAll: " + spaceId;
  }

  /** Whether the space can be listed as a whole, as far as is known. */
  boolean isOpen() {
    return !remembered.has(closed);
  }

  /**
   * Whether to list the space as a whole rather than folder by folder.
   *
   * @param all every folder is wanted
   */
  boolean takeWhole(boolean all) {
    if (!isOpen()) {
      return false;
    }
    Optional<Long> walked = calls(walk);
    Optional<Long> listed = calls(whole);
    boolean known = walked.isPresent() && listed.isPresent();
    return known ? listed.get() <= walked.get() : all;
  }

  void costs(long ofWalk, long ofWhole) {
    remembered.keep(walk, Long.toString(ofWalk), COSTS_FOR);
    remembered.keep(whole, Long.toString(ofWhole), COSTS_FOR);
  }

  void costOfWalk(long calls) {
    remembered.keep(walk, Long.toString(calls), COSTS_FOR);
  }

  /** The space could not be listed as a whole, although its folders can be. */
  void close(State why) {
    remembered.keep(closed, why.name(), why == State.REFUSED ? REFUSED_FOR : UNFIT_FOR);
  }

  private Optional<Long> calls(String name) {
    return remembered.value(name).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf);
  }
}
