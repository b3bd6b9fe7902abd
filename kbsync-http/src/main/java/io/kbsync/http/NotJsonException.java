package io.kbsync.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a verdict when something else answered than the API: the page of a proxy, a login or
 * an egress guard, or another server altogether.
 */
public final class NotJsonException extends IOException {

  NotJsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
