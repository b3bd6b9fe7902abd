package io.kbsync.api.config;

import java.util.Optional;

/**
 * The values people gave, already checked against the plugin's {@link ConfigSpec}. Implemented by
 * the engine; immutable.
 */
public interface ConnectorConfig {

  /**
   * The value of a required key, or of one with a default.
   *
   * @throws IllegalArgumentException when the key is neither, and has no value: a defect of the
   *     plugin
   */
  <T> T get(ConfigKey<T> key);

  /** The value or the default; empty when there is neither. */
  <T> Optional<T> find(ConfigKey<T> key);
}
