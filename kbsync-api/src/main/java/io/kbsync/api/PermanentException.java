package io.kbsync.api;

import org.jspecify.annotations.Nullable;

/** Not this file in this run, whatever is tried. The run of the others goes on. */
public non-sealed class PermanentException extends ConnectorException {

  /** How a file that cannot go through is counted. */
  public enum Outcome {
    /** Nothing is wrong: there is no way for a file of this kind, or no right to read it. */
    SKIPPED,
    /** Something is wrong with this file that a person may want to mend. */
    FAILED,
    /** Only a person's login in a browser opens the way to this file. */
    NEEDS_LOGIN
  }

  private final Outcome outcome;

  protected PermanentException(Outcome outcome, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
  }

  public static PermanentException skipped(String reason) {
    return new PermanentException(Outcome.SKIPPED, reason, null);
  }

  public static PermanentException failed(String reason, @Nullable Throwable cause) {
    return new PermanentException(Outcome.FAILED, reason, cause);
  }

  public static PermanentException needsLogin(String reason) {
    return new PermanentException(Outcome.NEEDS_LOGIN, reason, null);
  }

  public Outcome outcome() {
    return outcome;
  }
}
