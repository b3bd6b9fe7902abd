package io.kbsync.testkit.http;

import org.jspecify.annotations.Nullable;

/** The body of a request is no JSON object. A simulation answers it the way its model does. */
public final class NotJsonException extends RuntimeException {

  NotJsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
