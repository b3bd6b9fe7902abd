package io.kbsync.api.source;

/** Whether a file that a listing no longer shows still exists. */
public enum Presence {
  /** The source says that it does not exist, or lies in its recycle bin. */
  GONE,
  /** It exists; it was moved out of the root, or the listing was wrong. */
  PRESENT,
  /** It may exist: the account may not look. */
  DENIED,
  /** The source could not say. */
  UNKNOWN
}
