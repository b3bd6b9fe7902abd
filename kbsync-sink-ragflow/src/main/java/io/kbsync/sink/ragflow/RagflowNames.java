package io.kbsync.sink.ragflow;

import io.kbsync.api.sink.NameRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * The names a RAGFlow dataset can hold: at most 255 bytes of UTF-8, no slashes, nothing beyond the
 * Basic Multilingual Plane (its database fails on an emoji), an ending it knows. It compares names
 * as MySQL's utf8mb4_unicode_ci does.
 */
final class RagflowNames implements NameRules {

  private static final int MAX_BYTES = 255;
  private static final char REPLACEMENT = '_';

  /** Letters that the collation takes apart, though Unicode does not. */
  private static final Map<Integer, String> EXPANSIONS =
      Map.of(
          (int) 'ø', "o",
          (int) 'ł', "l",
          (int) 'đ', "d",
          (int) 'ħ', "h",
          (int) 'ı', "i",
          (int) 'æ', "ae",
          (int) 'œ', "oe");

  private final TypeMap typeMap;

  RagflowNames(TypeMap typeMap) {
    this.typeMap = typeMap;
  }

  @Override
  public String clean(String name) {
    String replaced = replaced(name);
    String holdable = stripped(replaced);
    return shortened(
        withEnding(losesItsStem(replaced, holdable) ? REPLACEMENT + holdable : holdable));
  }

  /** What begins with its only dot has no ending for RAGFlow, which lets no rename change one. */
  private static boolean losesItsStem(String name, String stripped) {
    return stripped.isEmpty()
        || (FileTypes.endingOf(stripped).equals(FileTypes.NONE)
            && !FileTypes.endingOf(name).equals(FileTypes.NONE));
  }

  private static String replaced(String name) {
    StringBuilder clean = new StringBuilder(name.length());
    name.codePoints().forEach(c -> clean.appendCodePoint(isHoldable(c) ? c : REPLACEMENT));
    return clean.toString();
  }

  private static boolean isHoldable(int c) {
    int type = Character.getType(c);
    return c != '/'
        && c != '\\'
        && Character.isBmpCodePoint(c)
        && type != Character.CONTROL
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && !turnsDirection(c);
  }

  /** Marks that show "exe.fdp" as "pdf.exe"; those that Arabic or Hebrew text needs are not. */
  private static boolean turnsDirection(int c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }

  private static String stripped(String name) {
    int begin = 0;
    int end = name.length();
    while (begin < end && isSpace(name.charAt(begin))) {
      begin++;
    }
    while (end > begin && isSpace(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(begin, end);
  }

  private static boolean isSpace(char c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c);
  }

  private String withEnding(String name) {
    return typeMap
        .appendedTo(FileTypes.endingOf(name))
        .map(ending -> name + "." + ending)
        .orElse(name);
  }

  private static String shortened(String name) {
    if (bytes(name) <= MAX_BYTES) {
      return name;
    }
    String ending = FileTypes.endingOf(name);
    String tail =
        "~" + hash(name) + (ending.equals(FileTypes.NONE) ? "" : "." + lastOf(name, ending));
    int room = MAX_BYTES - bytes(tail);
    StringBuilder head = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      room -= bytes(name.substring(i, i + 1));
      if (room < 0) {
        break;
      }
      head.append(name.charAt(i));
    }
    return head + tail;
  }

  private static String lastOf(String name, String ending) {
    return name.substring(name.length() - ending.length());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 3);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  /**
   * Rather too much held for equal than too little: a needless suffix is harmless, a name that the
   * server holds for taken is not.
   */
  @Override
  public String sameKey(String name) {
    String folded =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    StringBuilder key = new StringBuilder(folded.length());
    Normalizer.normalize(folded, Normalizer.Form.NFKD).codePoints().forEach(c -> add(key, c));
    return key.toString().stripTrailing();
  }

  private static void add(StringBuilder key, int c) {
    int type = Character.getType(c);
    boolean weightless =
        type == Character.NON_SPACING_MARK
            || type == Character.ENCLOSING_MARK
            || type == Character.FORMAT
            || type == Character.CONTROL;
    if (!weightless) {
      key.append(EXPANSIONS.getOrDefault(c, Character.toString(hiragana(c))));
    }
  }

  /** The collation does not tell the two syllabaries apart, nor their small letters. */
  private static int hiragana(int c) {
    int syllable = c >= 'ァ' && c <= 'ヶ' ? c - 'ァ' + 'ぁ' : c;
    return switch (syllable) {
      case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ' -> syllable + 1;
      default -> syllable;
    };
  }
}
