package io.kbsync.api.config;

/** Turns the text of a key's value into what the code works with. Pure. */
@FunctionalInterface
public interface ValueParser<T> {

  /**
   * @param text not empty, trimmed
   * @throws IllegalArgumentException with a message that says what is wrong with the value and what
   *     to write instead; it does not repeat the key, and not a secret value
   */
  T parse(String text);
}
