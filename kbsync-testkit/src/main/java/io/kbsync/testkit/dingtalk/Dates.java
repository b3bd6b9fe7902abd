package io.kbsync.testkit.dingtalk;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The forms in which DingTalk writes times. */
final class Dates {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter JAVA =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'CST' yyyy", Locale.ENGLISH)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Dates() {}

  /** {@code 2026-03-06T08:33:28Z}. */
  static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** {@code 2026-03-06T08:33Z}. */
  static String minutes(Instant instant) {
    return MINUTES.format(instant);
  }

  /** {@code Fri, 06 Mar 2026 08:33:28 GMT}. */
  static String http(Instant instant) {
    return HTTP.format(instant);
  }

  static String storage(Instant instant, Quirks.StorageDates form) {
    return switch (form) {
      case ISO -> seconds(instant);
      case ISO_MINUTES -> minutes(instant);
      case JAVA -> JAVA.format(instant);
    };
  }
}
