package io.kbsync.core.plugin;

import org.jspecify.annotations.Nullable;

/**
 * The plugins on the class path do not go together, or one is broken; the message is for people.
 */
public final class PluginException extends Exception {

  PluginException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
