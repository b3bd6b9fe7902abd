package io.kbsync.api.plan;

/** What a plan says of a stored file that is no longer there, or no longer wanted. */
public enum Departure {
  REMOVE,
  KEEP
}
