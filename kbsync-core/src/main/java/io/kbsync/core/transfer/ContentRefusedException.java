package io.kbsync.core.transfer;

import io.kbsync.api.PermanentException;
import org.jspecify.annotations.Nullable;

/**
 * There is no way for this content: nothing is wrong, and nothing but other content, or another
 * configuration, will open one.
 */
final class ContentRefusedException extends PermanentException {

  private static final long serialVersionUID = 1;

  ContentRefusedException(String reason, @Nullable Throwable cause) {
    super(Outcome.SKIPPED, reason, cause);
  }
}
