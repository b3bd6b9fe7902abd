package io.kbsync.core.plan;

import io.kbsync.api.source.Presence;
import io.kbsync.core.state.Departed;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which removals happen, which wait for another complete listing, and which wait for a
 * person: a permission taken away, a mistyped list and a deletion look the same in a listing. Pure.
 *
 * @param candidates how many files would go in this run; without those that wait anyway, and those
 *     that a person let through
 * @param removedLately how many went in the last 24 hours
 * @param recorded how many files stand in the sink
 * @param emptiedRoots ids of roots whose listing shows nothing of what is recorded any more
 */
public record RemovalGuard(
    long candidates, long removedLately, long recorded, Set<String> emptiedRoots) {

  private static final int FEW = 3;
  private static final double MANY = 0.10;
  private static final double VERY_MANY = 0.25;

  public RemovalGuard {
    emptiedRoots = Set.copyOf(emptiedRoots);
  }

  /**
   * Why a removal waits, whatever the source says of the file; empty: the source is to be asked.
   */
  public Optional<String> holdsBack(Departed departed) {
    if (departed.approved()) {
      return Optional.empty();
    }
    if (departed.kind() == Departed.Kind.NOT_SELECTED) {
      return Optional.of("no whiteList entry names it any more; approve-removals removes it");
    }
    if (emptiedRoots.contains(departed.root())) {
      return Optional.of("its root lists nothing any more; approve-removals removes it");
    }
    if (tooMany(VERY_MANY)) {
      return Optional.of(howMany(departed) + "; approve-removals removes them");
    }
    if (departed.listings() < 2 && tooMany(MANY)) {
      String remedy =
          mayLieUnread(departed)
              ? "; approve-removals removes them"
              : "; a second complete listing will tell";
      return Optional.of(howMany(departed) + remedy);
    }
    return Optional.empty();
  }

  /**
   * Why a removal waits, given what the source says of the file; empty: it happens now.
   *
   * @param leftOut whether the listings left out folders because no whiteList entry names them: a
   *     file that has come to lie in one waits for a person, like any that is not named any more
   */
  public Optional<String> doubts(Departed departed, boolean leftOut) {
    if (departed.approved() || departed.kind() == Departed.Kind.EXCLUDED) {
      return Optional.empty();
    }
    if (departed.presence() == Presence.DENIED) {
      return Optional.of("the account may not look at it any more; it may still exist");
    }
    if (departed.presence() == Presence.GONE) {
      return Optional.empty();
    }
    if (leftOut && departed.kind() == Departed.Kind.VANISHED) {
      return Optional.of(
          "it may lie in a folder that no whiteList entry names; approve-removals removes it");
    }
    if (departed.listings() >= 2) {
      return Optional.empty();
    }
    if (mayLieUnread(departed)) {
      return Optional.of(
          "it may lie in the part of the source that could not be read; approve-removals removes"
              + " it");
    }
    return Optional.of(
        departed.presence() == Presence.PRESENT
            ? "it still exists, though not here; a second complete listing will tell"
            : "the source does not say whether it is gone; a second complete listing will tell");
  }

  private static boolean mayLieUnread(Departed departed) {
    return departed.listings() == 0;
  }

  private boolean tooMany(double share) {
    long total = candidates + removedLately;
    return total > FEW && total > share * (recorded + removedLately);
  }

  private String howMany(Departed departed) {
    return (candidates + removedLately)
        + " of "
        + (recorded + removedLately)
        + " files would go within a day"
        + (mayLieUnread(departed) ? ", and a part of the source could not be read" : "");
  }
}
