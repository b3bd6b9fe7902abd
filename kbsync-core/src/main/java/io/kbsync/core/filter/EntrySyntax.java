package io.kbsync.core.filter;

import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one entry, or explains why it cannot be read. */
final class EntrySyntax {

  private static final String ESCAPED = "\\[](){}*+?|^$.";

  private EntrySyntax() {}

  /**
   * An entry, or the explanation of what is wrong with it.
   *
   * @param entry null: there is a problem
   * @param problem null: there is an entry
   */
  record Reading(@Nullable PathEntry entry, @Nullable String problem) {}

  /**
   * @param written as it stands in the list, not empty
   */
  static Reading read(String written) {
    String text = PathForms.normal(written.replace("\\ ", " "));
    Optional<PathMatcher> linear = linear(text);
    if (linear.isPresent()) {
      return new Reading(new PathEntry(written, text, linear.get()), null);
    }
    try {
      int flags = java.util.regex.Pattern.DOTALL;
      PathMatcher guarded = new GuardedPattern(java.util.regex.Pattern.compile(text, flags));
      return new Reading(new PathEntry(written, text, guarded), null);
    } catch (PatternSyntaxException e) {
      return new Reading(null, explain(written, text, e.getDescription(), e.getIndex()));
    } catch (RuntimeException | StackOverflowError e) {
      return new Reading(null, explain(written, text, "it is too intricate", -1));
    }
  }

  private static Optional<PathMatcher> linear(String text) {
    try {
      Pattern pattern = Pattern.compile(text, Pattern.DOTALL);
      return Optional.of(
          path ->
              pattern.matcher(path).matches()
                  ? PathMatcher.Outcome.MATCH
                  : PathMatcher.Outcome.NO_MATCH);
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static String explain(String written, String text, String reason, int index) {
    StringBuilder message =
        new StringBuilder("The entry %s is no regular expression: %s".formatted(written, reason));
    message.append("\n    ").append(text);
    if (index >= 0) {
      message.append("\n    ").append(blanks(text.substring(0, Math.min(index, text.length()))));
      message.append('^');
    }
    message.append("\n  If it is meant as text, write: ").append(escaped(text));
    if (text.startsWith("*")) {
      message.append("\n  If * is meant for any letters, write: ").append(globbed(text));
    }
    return message.toString();
  }

  /** As wide as the text on a terminal, where Chinese characters take two columns. */
  private static String blanks(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isIdeographic(c) || isFullWidth(c) ? "\u3000" : " ")
        .reduce("", String::concat);
  }

  private static boolean isFullWidth(int c) {
    return c >= 0x3000 && c <= 0x30FF || c >= 0xAC00 && c <= 0xD7A3 || c >= 0xFF01 && c <= 0xFF60;
  }

  /** The spelling under which a list takes the text for itself. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == ' ' || ESCAPED.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  private static String globbed(String text) {
    return escaped(text).replace("\\*", ".*");
  }
}
