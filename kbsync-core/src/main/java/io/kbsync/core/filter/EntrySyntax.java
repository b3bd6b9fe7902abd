package io.kbsync.core.filter;

import com.google.re2j.Pattern;
import io.kbsync.core.filter.PathMatcher.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Takes a list apart, and reads each entry or explains why it cannot be read. Pure. */
final class EntrySyntax {

  private EntrySyntax() {}

  /**
   * One entry before it is understood.
   *
   * @param written as it stands in the list, not empty
   * @param text with its spaces
   */
  record Raw(String written, String text) {}

  /**
   * An entry, or the explanation of what is wrong with it.
   *
   * @param entry null: there is a problem
   * @param problem null: there is an entry
   */
  record Reading(@Nullable PathEntry entry, @Nullable String problem) {}

  /** The entries between the spaces; a backslash takes the next character along. */
  static List<Raw> split(String list) {
    List<Raw> entries = new ArrayList<>();
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == ' ') {
        addEntry(entries, written);
      } else if (c == '\\' && i + 1 < list.length()) {
        written.append(c).append(list.charAt(++i));
      } else {
        written.append(c);
      }
    }
    addEntry(entries, written);
    return entries;
  }

  private static void addEntry(List<Raw> entries, StringBuilder written) {
    if (!written.isEmpty()) {
      entries.add(new Raw(written.toString(), withSpaces(written)));
      written.setLength(0);
    }
  }

  private static String withSpaces(CharSequence written) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '\\' && i + 1 < written.length()) {
        char next = written.charAt(++i);
        text.append(next == ' ' ? " " : "\\" + next);
      } else {
        text.append(c);
      }
    }
    return PathForms.normal(text.toString());
  }

  static Reading read(Raw raw) {
    Optional<PathMatcher> linear = linear(raw.text());
    if (linear.isPresent()) {
      return new Reading(new PathEntry(raw.written(), raw.text(), linear.get()), null);
    }
    try {
      PathMatcher guarded = GuardedPattern.of(raw.text());
      return new Reading(new PathEntry(raw.written(), raw.text(), guarded), null);
    } catch (PatternSyntaxException e) {
      return new Reading(null, EntryProblem.explain(raw, e.getDescription(), e.getIndex()));
    } catch (RuntimeException | StackOverflowError e) {
      // Either engine may stumble over what it should refuse.
      return new Reading(null, EntryProblem.explain(raw, "it is too intricate", -1));
    }
  }

  private static Optional<PathMatcher> linear(String text) {
    try {
      Pattern pattern = Pattern.compile(text, Pattern.DOTALL);
      return Optional.of(
          path -> pattern.matcher(path).matches() ? Outcome.MATCH : Outcome.NO_MATCH);
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.empty();
    }
  }
}
