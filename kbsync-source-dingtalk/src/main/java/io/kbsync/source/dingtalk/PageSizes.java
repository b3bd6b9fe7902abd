package io.kbsync.source.dingtalk;

import java.time.Duration;

/**
 * How many entries to ask for at once. The documented number goes everywhere; where listings have
 * several pages, a larger one is tried, and what came of it is remembered. Thread-safe.
 */
final class PageSizes {

  static final int DOCUMENTED = 50;
  static final int LARGER = 100;

  /** So many full pages make it worth a call to try. */
  private static final int WORTH_A_TRIAL = 4;

  private static final Duration ACCEPTED_FOR = Duration.ofDays(90);
  private static final Duration REFUSED_FOR = Duration.ofDays(30);

  private final Remembered remembered;

  PageSizes(Remembered remembered) {
    this.remembered = remembered;
  }

  /** How many pages of the documented size a list of so many entries has; an empty one has one. */
  static long pagesOf(long entries) {
    return Math.max(1, (entries + DOCUMENTED - 1) / DOCUMENTED);
  }

  /** How many to ask for on the first page of a list; its other pages are asked for alike. */
  int of(String group) {
    if (remembered.has(refused(group))) {
      return DOCUMENTED;
    }
    return remembered.has(accepted(group)) || remembered.has(wanted(group)) ? LARGER : DOCUMENTED;
  }

  /** A listing met so many pages that were full and not the last. */
  void sawFullPages(String group, int pages, int size) {
    if (pages == WORTH_A_TRIAL && size == DOCUMENTED && !remembered.has(wanted(group))) {
      remembered.keep(wanted(group), "yes", ACCEPTED_FOR);
    }
  }

  void accepted(String group, int size) {
    if (size == LARGER && !remembered.has(accepted(group))) {
      remembered.keep(accepted(group), "yes", ACCEPTED_FOR);
    }
  }

  /** Whether this refusal of a first page may be about its size, so that the usual size is next. */
  boolean refused(String group, int size, ApiError error) {
    boolean concerned = size == LARGER && error.kind() == ApiError.Kind.INVALID;
    if (concerned) {
      remembered.keep(refused(group), error.code(), REFUSED_FOR);
    }
    return concerned;
  }

  private static String accepted(String group) {
    return "page size accepted: " + group;
  }

  private static String refused(String group) {
    return "page size refused: " + group;
  }

  private static String wanted(String group) {
    return "page size wanted: " + group;
  }
}
