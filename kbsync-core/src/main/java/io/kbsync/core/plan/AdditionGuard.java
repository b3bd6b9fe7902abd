package io.kbsync.core.plan;

import io.kbsync.core.listing.ListedFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a run from storing far more than the record holds: another root, chosen by mistake, looks
 * like many new files. Up to five times the record passes at once; of what comes beyond, up to
 * 1,000 files wait for the end of the listing, and when there are more, all of those wait for a
 * person. What passed while others wait for that person counts with them, or each run would let
 * five times as many pass as the one before. Used by one thread.
 */
public final class AdditionGuard {

  private static final int ALWAYS = 1_000;
  private static final int TIMES = 5;

  /** A new file that waits. */
  public record Addition(ListedFile file, Decision.Fetch decision) {}

  private final long passing;
  private final long recorded;
  private final long before;
  private final List<Addition> waiting = new ArrayList<>();
  private long admitted;
  private long shut;

  private AdditionGuard(long passing, long recorded, long before) {
    this.passing = passing;
    this.recorded = recorded;
    this.before = before;
    this.admitted = recorded - before;
  }

  /** Everything passes. */
  public static AdditionGuard open() {
    return new AdditionGuard(Long.MAX_VALUE, 0, 0);
  }

  /**
   * @param recorded how many files stand in the sink; with none, this is a first run and everything
   *     passes
   * @param before how many did when files began to wait for a person; where none wait, the same
   */
  public static AdditionGuard of(long recorded, long before) {
    if (recorded == 0) {
      return open();
    }
    long basis = Math.min(before, recorded);
    return new AdditionGuard(TIMES * basis, recorded, basis);
  }

  /** Whether this new file may be stored now. One that may not is kept, or counted. */
  public boolean admits(ListedFile file, Decision.Fetch decision) {
    if (admitted < passing) {
      admitted++;
      return true;
    }
    if (shut == 0 && admitted + waiting.size() < Math.max(passing, ALWAYS)) {
      waiting.add(new Addition(file, decision));
    } else {
      shut += 1 + waiting.size();
      waiting.clear();
    }
    return false;
  }

  /** Those that may be stored after all, now that the listing has ended. */
  public List<Addition> release() {
    List<Addition> released = List.copyOf(waiting);
    waiting.clear();
    return released;
  }

  /** Whether new files wait for a person. */
  public boolean isShut() {
    return shut > 0;
  }

  /** How many files stood in the sink before those were stored that passed. */
  public long before() {
    return before;
  }

  /** How many do. */
  public long heldBack() {
    return shut;
  }

  /** Why, for people. */
  public String reason() {
    return shut
        + " more files would be stored, and "
        + recorded
        + " are. If the chosen root is right, run once with --allow-additions";
  }
}
