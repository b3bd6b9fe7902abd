package io.kbsync.api;

import org.jspecify.annotations.Nullable;

/**
 * A connector's verdict on a call that did not succeed. The type says what the engine does next;
 * the message is read by people: it names the thing concerned and what to do about it, and never
 * carries a secret.
 */
public abstract sealed class ConnectorException extends Exception
    permits RetriableException, PermanentException, FatalException, LaneClosedException {

  private final String message;

  ConnectorException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public final String getMessage() {
    return message;
  }
}
