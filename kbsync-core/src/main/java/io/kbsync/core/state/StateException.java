package io.kbsync.core.state;

import org.jspecify.annotations.Nullable;

/** The record cannot be read or written. The message says where it lies and what to do. */
public final class StateException extends Exception {

  private final String message;

  public StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
