package io.kbsync.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The same call may work later. The engine decides when and how often; a connector never loops. */
public final class RetriableException extends ConnectorException {

  private final @Nullable Duration retryAfter;
  private final boolean outcomeUnknown;
  private final boolean tooFast;

  private RetriableException(
      String message,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter,
      boolean outcomeUnknown,
      boolean tooFast) {
    super(message, cause);
    this.retryAfter = retryAfter;
    this.outcomeUnknown = outcomeUnknown;
    this.tooFast = tooFast;
  }

  /** Nothing was changed on the server. */
  public RetriableException(String message, @Nullable Throwable cause) {
    this(message, cause, null, false, false);
  }

  /** The server asked to be left alone for a while: the whole connector pauses for that long. */
  public static RetriableException after(
      Duration retryAfter, String message, @Nullable Throwable cause) {
    return new RetriableException(message, cause, retryAfter, false, false);
  }

  /**
   * The server asked for fewer calls and named no time: only this call waits. The pace is what
   * {@link Calls#throttled} lowers.
   */
  public static RetriableException tooFast(String message, @Nullable Throwable cause) {
    return new RetriableException(message, cause, null, false, true);
  }

  /**
   * The server may have done what it was asked for, though nobody heard it say so. The engine looks
   * before it repeats a call that is not idempotent.
   */
  public static RetriableException outcomeUnknown(String message, @Nullable Throwable cause) {
    return new RetriableException(message, cause, null, true, false);
  }

  /** How long the server asked to wait; empty when it did not say. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether the server is well and only wants fewer calls, with or without a time. */
  public boolean tooFast() {
    return tooFast || retryAfter != null;
  }

  /** Whether the call may have taken effect all the same. */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }
}
