package io.kbsync.core.filter;

/** Says what is wrong with an entry, where, and what to write instead. Pure. */
final class EntryProblem {

  private static final String WITH_A_MEANING = " \\[](){}*+?|^$.";
  private static final String INDENT = "\n    ";

  private EntryProblem() {}

  /**
   * @param index where in the text; negative: nowhere in particular
   */
  static String explain(EntrySyntax.Raw raw, String reason, int index) {
    String text = raw.text();
    StringBuilder message = new StringBuilder();
    message.append("The entry %s is no regular expression: %s".formatted(raw.written(), reason));
    message.append(INDENT).append(text);
    if (index >= 0) {
      String before = text.substring(0, Math.min(index, text.length()));
      message.append(INDENT).append(blanks(before)).append('^');
    }
    message.append("\n  If it is meant as text, write: ").append(escaped(text));
    if (text.startsWith("*")) {
      message.append("\n  If * stands for any letters, write: ");
      message.append(escaped(text).replace("\\*", ".*"));
    }
    return message.toString();
  }

  /** The spelling under which a list takes the text for itself. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (WITH_A_MEANING.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** As wide as the text on a terminal, where Chinese characters take two columns. */
  private static String blanks(String text) {
    StringBuilder blanks = new StringBuilder();
    text.codePoints().forEach(c -> blanks.append(isWide(c) ? '\u3000' : ' '));
    return blanks.toString();
  }

  private static boolean isWide(int c) {
    boolean kanaOrPunctuation = c >= 0x3000 && c <= 0x30FF;
    boolean hangul = c >= 0xAC00 && c <= 0xD7A3;
    boolean fullWidthForm = c >= 0xFF01 && c <= 0xFF60;
    return Character.isIdeographic(c) || kanaOrPunctuation || hangul || fullWidthForm;
  }
}
