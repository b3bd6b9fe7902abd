package io.kbsync.core.config;

import java.util.Objects;

/**
 * One thing that is wrong with a configuration.
 *
 * @param line where it stands in the file, from 1; 0: nowhere
 * @param key the key concerned; empty: none
 * @param message what is wrong and what to write; never a secret value
 */
public record ConfigProblem(int line, String key, String message) {

  public ConfigProblem {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(message, "message");
  }

  /** One problem for people: {@code config:12: ragflowUrl: …}. */
  String text(String fileName) {
    String place = line > 0 ? fileName + ":" + line : fileName;
    return (place.isEmpty() ? "" : place + ": ") + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
