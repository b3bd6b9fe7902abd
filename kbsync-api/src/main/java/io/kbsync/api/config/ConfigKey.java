package io.kbsync.api.config;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration file: its flat name, what it means, how its value is read and shown.
 * A plugin's keys start with a prefix of its own. Immutable.
 *
 * @param <T> the type of the value
 */
public final class ConfigKey<T> {

  private static final String MASK = "****";

  private final String name;
  private final String help;
  private final ValueParser<T> parser;
  private final @Nullable String defaultText;
  private final boolean required;
  private final boolean secret;
  private final UnaryOperator<String> shown;

  private ConfigKey(Builder<T> builder) {
    this.name = builder.name;
    this.help = builder.help;
    this.parser = builder.parser;
    this.defaultText = builder.defaultText;
    this.required = builder.required;
    this.secret = builder.secret;
    this.shown = builder.shown;
  }

  /** A key whose value is any text. */
  public static Builder<String> text(String name, String help) {
    return new Builder<>(name, help, text -> text);
  }

  /** A key whose value must never be seen. */
  public static Builder<Secret> secret(String name, String help) {
    return new Builder<>(name, help, Secret::new).hidden();
  }

  /** A key whose value {@code parser} understands. */
  public static <T> Builder<T> of(String name, String help, ValueParser<T> parser) {
    return new Builder<>(name, help, parser);
  }

  public String name() {
    return name;
  }

  /** One or two sentences for people, in the generated tables. */
  public String help() {
    return help;
  }

  /** The value that holds when the key is absent or blank, as one would write it in the file. */
  public Optional<String> defaultText() {
    return Optional.ofNullable(defaultText);
  }

  /** Whether a job cannot be described without this key. */
  public boolean required() {
    return required;
  }

  /** Whether the value may never be shown, in part at most. */
  public boolean secret() {
    return secret;
  }

  /** The value as people may see it: whole, in part, or masked. */
  public String shown(String value) {
    return value.isEmpty() ? "" : shown.apply(value);
  }

  /** See {@link ValueParser#parse}. */
  public T parse(String text) {
    return parser.parse(text);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what a key is. Not thread-safe. */
  public static final class Builder<T> {

    private final String name;
    private final String help;
    private final ValueParser<T> parser;
    private @Nullable String defaultText;
    private boolean required;
    private boolean secret;
    private UnaryOperator<String> shown = UnaryOperator.identity();

    private Builder(String name, String help, ValueParser<T> parser) {
      this.name = Objects.requireNonNull(name, "name");
      this.help = Objects.requireNonNull(help, "help");
      this.parser = Objects.requireNonNull(parser, "parser");
    }

    public Builder<T> required() {
      this.required = true;
      return this;
    }

    /** The default, written as in the file. */
    public Builder<T> defaultsTo(String text) {
      this.defaultText = Objects.requireNonNull(text, "text");
      return this;
    }

    /** Nothing of the value is ever shown. */
    public Builder<T> hidden() {
      return partlyHidden(value -> "");
    }

    /** Only what {@code visiblePart} lets through is shown, followed by a mask. */
    public Builder<T> partlyHidden(UnaryOperator<String> visiblePart) {
      this.secret = true;
      this.shown = value -> visiblePart.apply(value) + MASK;
      return this;
    }

    public ConfigKey<T> build() {
      return new ConfigKey<>(this);
    }
  }
}
