package io.kbsync.core.state;

/** The record stopped working in the middle of a run: nothing may go on without it. */
public final class StateFailure extends RuntimeException {

  private final String message;

  StateFailure(String message, Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
