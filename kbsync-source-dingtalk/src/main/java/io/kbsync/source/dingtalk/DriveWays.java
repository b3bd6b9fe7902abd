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
  private static final Duration UNSHOWN_FOR = Duration.ofDays(90);
  private static final Duration COSTS_FOR = Duration.ofDays(90);

  private final Remembered remembered;
  private final String closed;
  private final String unshown;
  private final String walk;
  private final String whole;
  private final String wholeAtLeast;

  DriveWays(Remembered remembered, String spaceId) {
    this.remembered = remembered;
    this.closed = "listAll closed: " + spaceId;
    this.unshown = "listAll without folders: " + spaceId;
    this.walk = "calls of a walk: " + spaceId;
    this.whole = "calls of listAll: " + spaceId;
    this.wholeAtLeast = "calls of listAll at least: " + spaceId;
  }

  /** Whether the space can be listed as a whole, as far as is known. */
  boolean isOpen() {
    return !remembered.has(closed);
  }

  /**
   * How many calls a listing of the space as a whole may cost; 0: it is to be walked.
   *
   * @param all every folder is wanted
   */
  long callsForWhole(boolean all) {
    if (!isOpen()) {
      return 0;
    }
    Optional<Long> walked = calls(walk);
    Optional<Long> listed = calls(whole);
    if (walked.isPresent() && listed.isPresent()) {
      return listed.get() <= walked.get() ? Long.MAX_VALUE : 0;
    }
    return all ? Long.MAX_VALUE : walked.filter(this::isWorthATrial).orElse(0L);
  }

  /** What a walk passed over may be more than it saw, so the whole has to look much cheaper. */
  private boolean isWorthATrial(long walked) {
    return calls(wholeAtLeast).filter(listed -> 2 * listed <= walked).isPresent();
  }

  void costs(long ofWalk, long ofWhole) {
    keep(walk, ofWalk);
    costOfWhole(ofWhole);
  }

  void costOfWhole(long calls) {
    keep(whole, calls);
  }

  /** A walk passed folders over, so that the whole costs what it saw, or more. */
  void costOfWalk(long calls, long ofWholeAtLeast) {
    keep(walk, calls);
    keep(wholeAtLeast, ofWholeAtLeast);
  }

  private void keep(String name, long calls) {
    remembered.keep(name, Long.toString(calls), COSTS_FOR);
  }

  /**
   * The space could not be listed as a whole, although its folders can be. A folder that is removed
   * in the middle of a listing leaves entries without it, so only the second time it is the space.
   */
  void close(State why) {
    boolean lasting = why == State.REFUSED || (why == State.FOLDERLESS && remembered.has(unshown));
    remembered.keep(closed, why.name(), lasting ? REFUSED_FOR : UNFIT_FOR);
    if (why == State.FOLDERLESS) {
      remembered.keep(unshown, why.name(), UNSHOWN_FOR);
    }
  }

  private Optional<Long> calls(String name) {
    return remembered.value(name).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf);
  }
}
