package io.kbsync.core.config;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConnectorConfig;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values by the names of their keys. They are kept as text and read with the key that is asked for,
 * so that two plugins may have keys of one name. Immutable.
 */
public final class BoundConfig implements ConnectorConfig {

  private final Map<String, String> texts;

  /**
   * @param texts key name to value; no value is empty
   */
  public BoundConfig(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  @Override
  public <T> T get(ConfigKey<T> key) {
    return find(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no value for "
                        + key
                        + ", which is neither required nor has a default"));
  }

  @Override
  public <T> Optional<T> find(ConfigKey<T> key) {
    @Nullable String text = texts.get(key.name());
    return text == null ? key.defaultText().map(key::parse) : Optional.of(key.parse(text));
  }

  /** Whether somebody gave this key a value. */
  boolean isSet(ConfigKey<?> key) {
    return texts.containsKey(key.name());
  }

  /** The value as it is shown to people; empty when nobody gave one. */
  String shown(ConfigKey<?> key) {
    return key.shown(texts.getOrDefault(key.name(), ""));
  }

  /** Names the keys, not the values. */
  @Override
  public String toString() {
    return "values of " + texts.keySet();
  }
}
