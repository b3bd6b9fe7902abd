package io.kbsync.api.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every key that one plugin understands: the one list from which validation, masking, {@code KBSync
 * describe} and the documentation are made. Immutable.
 */
public final class ConfigSpec {

  /** A plugin without keys. */
  public static final ConfigSpec EMPTY = builder().build();

  private final List<ConfigKey<?>> keys;
  private final List<List<ConfigKey<?>>> startLines;
  private final List<ConfigKey<String>> scopeKeys;

  private ConfigSpec(Builder builder) {
    this.keys = List.copyOf(builder.keys);
    this.startLines = List.copyOf(builder.startLines);
    this.scopeKeys = List.copyOf(builder.scopeKeys);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** All keys, in the order in which they are documented. */
  public List<ConfigKey<?>> keys() {
    return keys;
  }

  /** The keys shown when the program starts; those of an inner list share one line. */
  public List<List<ConfigKey<?>>> startLines() {
    return startLines;
  }

  /**
   * The keys that answer the questions for a scope, level by level: the value of the first one
   * chooses among {@code Source.scopes(empty)}, the second among the scopes of that choice. A value
   * holds names or ids, separated by spaces, or {@code *} for all.
   */
  public List<ConfigKey<String>> scopeKeys() {
    return scopeKeys;
  }

  /** The key of this name, in exactly this spelling. */
  public Optional<ConfigKey<?>> find(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** Collects keys. Not thread-safe. */
  public static final class Builder {

    private final List<ConfigKey<?>> keys = new ArrayList<>();
    private final List<List<ConfigKey<?>>> startLines = new ArrayList<>();
    private final List<ConfigKey<String>> scopeKeys = new ArrayList<>();

    private Builder() {}

    public Builder keys(ConfigKey<?>... more) {
      keys.addAll(List.of(more));
      return this;
    }

    /** Adds keys that are shown together on one line at the start of the program. */
    public Builder keysOnOneLine(ConfigKey<?>... more) {
      startLines.add(List.of(more));
      return keys(more);
    }

    /** Adds the key that answers the next level of scopes. */
    public Builder scopeKey(ConfigKey<String> key) {
      scopeKeys.add(key);
      return keys(key);
    }

    public ConfigSpec build() {
      return new ConfigSpec(this);
    }
  }
}
