package io.kbsync.testkit.ragflow;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names a server holds for equal. */
enum Collation {
  /** The database's utf8mb4_unicode_ci: no accents, widths, cases, invisible or trailing blanks. */
  UNICODE_CI {
    @Override
    String key(String name) {
      String parts =
          WEIGHTLESS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
      return parts.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).stripTrailing();
    }

    @Override
    boolean canCompare(String name) {
      return name.codePoints().allMatch(Character::isBmpCodePoint);
    }
  },
  EXACT {
    @Override
    String key(String name) {
      return name;
    }

    @Override
    boolean canCompare(String name) {
      return true;
    }
  };

  /** What the database says about a name outside the Basic Multilingual Plane. */
  static final String ILLEGAL_MIX =
      "(1267, \"Illegal mix of collations (utf8mb4_unicode_ci,IMPLICIT) and"
          + " (utf8mb4_general_ci,COERCIBLE) for operation '='\")";

  private static final Pattern WEIGHTLESS = Pattern.compile("[\\p{Mn}\\p{Cf}\\p{Cc}]");

  static Collation of(RagflowVersion version) {
    return version == RagflowVersion.GO ? EXACT : UNICODE_CI;
  }

  /** The same for all names that are held for equal. */
  abstract String key(String name);

  abstract boolean canCompare(String name);
}
