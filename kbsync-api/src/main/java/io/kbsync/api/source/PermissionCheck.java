package io.kbsync.api.source;

import java.util.Objects;

/**
 * Whether one right is granted that a source needs.
 *
 * @param name as the source's own console calls it
 * @param scope its code there
 * @param answer what a call that needs it brought
 * @param remedy what is missing without it, and where it is granted; for people
 */
public record PermissionCheck(String name, String scope, Answer answer, String remedy) {

  /** What a call that needs the right brought. */
  public enum Answer {
    GRANTED,
    MISSING,
    /** There is nothing yet that a call could be tried on, or the server did not say. */
    UNKNOWN
  }

  public PermissionCheck {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(remedy, "remedy");
  }
}
