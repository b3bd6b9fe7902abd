package io.kbsync.api.source;

import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a file's content, as marks under the names of their schemes: {@code
 * modifiedTimestamp=1783996860000, version=3}. A source may learn new schemes over time; revisions
 * are compared by those that both carry. Immutable.
 */
public final class Revision {

  /** How two revisions relate. */
  public enum Comparison {
    SAME,
    DIFFERENT,
    /** They share no scheme: only the content can tell. */
    UNKNOWN
  }

  private final TreeMap<String, String> marks;

  private Revision(Map<String, String> marks) {
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("A revision carries at least one mark");
    }
    this.marks = new TreeMap<>(marks);
  }

  public static Revision of(String scheme, String mark) {
    return new Revision(Map.of(scheme, mark));
  }

  public static Revision of(Map<String, String> marks) {
    return new Revision(marks);
  }

  /** Scheme to mark, sorted by scheme. */
  public Map<String, String> marks() {
    return Map.copyOf(marks);
  }

  /** Whether this is the same state as {@code other}, as far as their marks can tell. */
  public Comparison compareTo(Revision other) {
    boolean shared = false;
    for (Map.Entry<String, String> mark : marks.entrySet()) {
      String theirs = other.marks.get(mark.getKey());
      if (theirs != null && !theirs.equals(mark.getValue())) {
        return Comparison.DIFFERENT;
      }
      shared |= theirs != null;
    }
    return shared ? Comparison.SAME : Comparison.UNKNOWN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Revision that && marks.equals(that.marks);
  }

  @Override
  public int hashCode() {
    return marks.hashCode();
  }

  /** Stable: the same marks always give the same text. */
  @Override
  public String toString() {
    return marks.toString();
  }
}
