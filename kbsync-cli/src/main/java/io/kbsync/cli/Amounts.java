package io.kbsync.cli;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times as people read them at a glance: rounded, with a unit. */
final class Amounts {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final int STEP = 1000;
  private static final int PER_MINUTE = 60;

  private Amounts() {}

  static String bytes(long bytes) {
    double rest = (double) bytes;
    int unit = 0;
    while (rest >= STEP - 0.5 && unit < UNITS.length - 1) {
      rest /= STEP;
      unit++;
    }
    String format = unit == 0 || rest >= 9.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, rest, UNITS[unit]);
  }

  static String time(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    if (seconds < PER_MINUTE) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / (double) PER_MINUTE);
    if (minutes < PER_MINUTE) {
      return minutes + " min";
    }
    return "%d h %02d min".formatted(minutes / PER_MINUTE, minutes % PER_MINUTE);
  }
}
