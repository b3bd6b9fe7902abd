package io.kbsync.api.sink;

import java.util.Objects;

/**
 * Whether a document can be found by those who ask.
 *
 * @param state the state
 * @param detail what the server says about it, for people; may be empty
 */
public record IndexStatus(State state, String detail) {

  /** The states, in the order in which a document usually passes them. */
  public enum State {
    /** Nobody asked for it to be indexed. */
    WAITING,
    /** The server is at it, or will be. */
    RUNNING,
    /** It can be found. */
    SEARCHABLE,
    /** The server is done and found nothing in it. */
    EMPTY,
    /** The server gave up. */
    FAILED,
    /** A person has switched it off. */
    DISABLED,
    /** There is no such document. */
    MISSING;

    /** Whether waiting longer changes nothing. */
    public boolean settled() {
      return this != WAITING && this != RUNNING;
    }
  }

  public IndexStatus {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(detail, "detail");
  }

  public static IndexStatus of(State state) {
    return new IndexStatus(state, "");
  }
}
