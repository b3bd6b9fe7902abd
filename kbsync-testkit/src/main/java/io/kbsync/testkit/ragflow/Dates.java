package io.kbsync.testkit.ragflow;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the API writes them. */
final class Dates {

  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Dates() {}

  static String rfc1123(long millis) {
    return RFC_1123.format(Instant.ofEpochMilli(millis));
  }
}
