package io.kbsync.core.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 1500}, {@code 500K}, {@code 100M}, {@code 1G}. */
public final class Sizes {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s?([KMGT]?)(I?B)?");
  private static final String UNITS = "KMGT";
  private static final int BITS_PER_UNIT = 10;

  private Sizes() {}

  /**
   * Units are powers of 1024; {@code M}, {@code MB} and {@code MiB} mean the same, in any case.
   *
   * @return bytes, at least 1
   * @throws IllegalArgumentException with a message for people
   */
  public static long parse(String text) {
    Matcher matcher = TEXT.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no size. Write a number of bytes, or a number and K, M or G: 500K, 100M, 1G"
              .formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    int shift =
        BITS_PER_UNIT * (matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1);
    if (number == 0 || number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException(
          "'%s' is out of range. Write at least 1; leave the value empty for no limit"
              .formatted(text));
    }
    return number << shift;
  }

  /** Rounded, with one decimal below ten: {@code 1.5M}. */
  public static String text(long bytes) {
    double number = bytes;
    int unit = 0;
    while (number >= 1 << BITS_PER_UNIT && unit < UNITS.length()) {
      number /= 1 << BITS_PER_UNIT;
      unit++;
    }
    if (unit == 0) {
      return bytes + "B";
    }
    String format = number < 9.95 ? "%.1f%s" : "%.0f%s";
    return String.format(Locale.ROOT, format, number, UNITS.charAt(unit - 1));
  }
}
