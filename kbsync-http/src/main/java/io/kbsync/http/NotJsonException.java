package io.kbsync.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a verdict when something else answered than the API: the page of a proxy, a login or
 * an egress guard, or another server altogether. An adapter that recognises such an answer throws
 * it, too.
 */
public final class NotJsonException extends IOException {

  public NotJsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
