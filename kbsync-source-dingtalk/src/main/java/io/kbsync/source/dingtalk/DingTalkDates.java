package io.kbsync.source.dingtalk;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which DingTalk writes a time: ISO 8601 with and without seconds, and what Java's
 * {@code Date.toString()} prints.
 */
final class DingTalkDates {

  /** Where DingTalk's days, months and unmarked times belong. */
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** The precision of a time without seconds. */
  static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Pattern HAS_SECONDS = Pattern.compile("T\\d\\d:\\d\\d:\\d\\d");

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd'T'HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter DATE_TO_STRING =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss xx yyyy", Locale.ENGLISH);

  private DingTalkDates() {}

  /**
   * A time as it was sent.
   *
   * @param precision how far the real time may lie after {@code instant}
   */
  record Mark(Instant instant, Duration precision) {}

  /** Empty when there is no time, or none in a known form. */
  static Optional<Mark> parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.contains("T") && Character.isDigit(text.charAt(0)) ? iso(text) : javaDate(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A time in milliseconds. DingTalk fills some of them from a clock of whole minutes. */
  static Mark ofMillis(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    boolean wholeMinute = instant.equals(instant.truncatedTo(ChronoUnit.MINUTES));
    return new Mark(instant, wholeMinute ? MINUTE : Duration.ofMillis(1));
  }

  /** The start of the month after the one in which {@code now} lies: when the quota renews. */
  static Instant nextMonth(Instant now) {
    return now.atZone(ZONE)
        .toLocalDate()
        .withDayOfMonth(1)
        .plusMonths(1)
        .atStartOfDay(ZONE)
        .toInstant();
  }

  private static Mark iso(String text) {
    Instant instant = OffsetDateTime.parse(text, ISO).toInstant();
    return new Mark(instant, HAS_SECONDS.matcher(text).find() ? SECOND : MINUTE);
  }

  private static Mark javaDate(String text) {
    // CST is China's here; Java itself would read it as the central United States.
    String offset =
        text.replace(" CST ", " +0800 ").replace(" UTC ", " +0000 ").replace(" GMT ", " +0000 ");
    return new Mark(OffsetDateTime.parse(offset, DATE_TO_STRING).toInstant(), SECOND);
  }
}
