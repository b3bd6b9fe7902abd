package io.kbsync.core.filter;

import io.kbsync.core.filter.PathMatcher.Outcome;
import java.util.stream.Stream;

/** One entry of a list: a path as text, or a regular expression. Immutable. */
final class PathEntry {

  private static final String REGEX_CHARACTERS = "\\[](){}*+?|^$";

  private final String written;
  private final String literal;
  private final PathMatcher regex;
  private final boolean guarded;
  private final boolean beginsWithSlash;
  private final boolean endsWithSlash;

  /**
   * @param written as it stands in the list
   * @param text with its spaces
   * @param regex the text as a regular expression
   */
  PathEntry(String written, String text, PathMatcher regex) {
    this.written = written;
    this.literal = PathForms.normal(text.replaceAll("^/+|/+$", ""));
    this.regex = regex;
    this.guarded = regex instanceof GuardedPattern;
    this.beginsWithSlash = Stream.of("/", "^/", "\\/").anyMatch(text::startsWith);
    this.endsWithSlash = text.endsWith("/");
  }

  /** As it stands in the list. */
  String written() {
    return written;
  }

  /** As the text of a path, without slashes at the ends. */
  String literal() {
    return literal;
  }

  /** Whether it runs on the engine that may give up. */
  boolean guarded() {
    return guarded;
  }

  /** Whether it can only mean one path, a dot being a dot or any other letter. */
  boolean looksLiteral() {
    return literal.chars().noneMatch(c -> REGEX_CHARACTERS.indexOf(c) >= 0);
  }

  /** Whether it means this path, in one of its forms. */
  Outcome compare(PathForms path) {
    if (path.texts().contains(literal)) {
      return Outcome.MATCH;
    }
    for (String text : path.texts()) {
      Outcome outcome = text.isEmpty() ? Outcome.NO_MATCH : compareRegex(text, path.folder());
      if (outcome != Outcome.NO_MATCH) {
        return outcome;
      }
    }
    return Outcome.NO_MATCH;
  }

  /** False: it certainly means nothing below this folder. */
  boolean mayMeanSomethingBelow(PathForms folder) {
    return !looksLiteral() || folder.texts().stream().anyMatch(this::beginsWith);
  }

  private boolean beginsWith(String folder) {
    if (folder.isEmpty()) {
      return true;
    }
    int[] start = (folder + "/").codePoints().toArray();
    int[] whole = literal.codePoints().toArray();
    boolean begins = whole.length > start.length;
    for (int i = 0; begins && i < start.length; i++) {
      begins = whole[i] == start[i] || whole[i] == '.';
    }
    return begins;
  }

  private Outcome compareRegex(String text, boolean folder) {
    Outcome outcome = compareWithStart(text);
    return outcome == Outcome.NO_MATCH && folder && endsWithSlash
        ? compareWithStart(text + "/")
        : outcome;
  }

  private Outcome compareWithStart(String text) {
    Outcome outcome = regex.compare(text);
    return outcome == Outcome.NO_MATCH && beginsWithSlash ? regex.compare("/" + text) : outcome;
  }

  @Override
  public String toString() {
    return written;
  }
}
