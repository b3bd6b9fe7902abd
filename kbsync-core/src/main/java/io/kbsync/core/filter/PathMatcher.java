package io.kbsync.core.filter;

/** Compares whole texts with one regular expression. Pure. */
@FunctionalInterface
interface PathMatcher {

  /** What a comparison ended in. */
  enum Outcome {
    MATCH,
    NO_MATCH,
    /** It took too many steps. */
    GAVE_UP
  }

  Outcome compare(String text);
}
