package io.kbsync.cli;

import java.util.stream.Collectors;

/**
 * Text as it may be written to a terminal or a log: names of files are anybody's, and may hold
 * terminal commands, line ends that fake a log line, or marks that turn the reading direction.
 */
final class Visible {

  private Visible() {}

  /** The text with everything escaped that does something instead of showing something. */
  static String of(String text) {
    if (text.codePoints().noneMatch(Visible::acts)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  /** The same for JSON: its lines stay lines, its escapes mean what they meant. */
  static String ofJson(String json) {
    return json.lines().map(Visible::of).collect(Collectors.joining("\n"));
  }

  private static void append(StringBuilder shown, int c) {
    if (!acts(c)) {
      shown.appendCodePoint(c);
    } else if (c == '\n') {
      shown.append("\\n");
    } else if (c == '\r') {
      shown.append("\\r");
    } else if (c == '\t') {
      shown.append("\\t");
    } else {
      shown.append(String.format("\\u%04x", c));
    }
  }

  private static boolean acts(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u061c'
        || (c >= '\u200e' && c <= '\u200f')
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
