package io.kbsync.core.filter;

import java.util.regex.Pattern;

/**
 * A pattern of {@code java.util.regex}, which can take longer than anybody would wait: it gives up
 * after a number of steps, so that the outcome does not depend on the machine's speed.
 */
record GuardedPattern(Pattern pattern) implements PathMatcher {

  // A plain pattern looks at each letter of a path a few times; this is some hundred times as much,
  // and still below a millisecond.
  private static final int STEPS = 100_000;

  /**
   * @throws java.util.regex.PatternSyntaxException when the text is no regular expression
   */
  static GuardedPattern of(String text) {
    return new GuardedPattern(Pattern.compile(text, Pattern.DOTALL));
  }

  @Override
  public Outcome compare(String text) {
    try {
      boolean matches = pattern.matcher(new CountedText(text, STEPS)).matches();
      return matches ? Outcome.MATCH : Outcome.NO_MATCH;
    } catch (OutOfStepsException | StackOverflowError e) {
      return Outcome.GAVE_UP;
    }
  }

  private static final class OutOfStepsException extends RuntimeException {
    OutOfStepsException() {
      super("Too many steps", null, false, false);
    }
  }

  /** A text that lets itself be read a number of times. */
  private static final class CountedText implements CharSequence {

    private final String text;
    private int steps;

    CountedText(String text, int steps) {
      this.text = text;
      this.steps = steps;
    }

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw new OutOfStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
