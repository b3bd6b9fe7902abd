package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.source.dingtalk.DingTalkDates.Mark;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DingTalkDatesTest {

  @ParameterizedTest
  @CsvSource({
    "2022-01-01T10:00:00Z, 2022-01-01T10:00:00Z, PT1S",
    "2022-01-01T10:00:07.123Z, 2022-01-01T10:00:07.123Z, PT1S",
    "2022-07-29T14:55Z, 2022-07-29T14:55:00Z, PT1M",
    "2022-07-29T14:55+08:00, 2022-07-29T06:55:00Z, PT1M",
    "Fri Mar 06 16:33:28 CST 2026, 2026-03-06T08:33:28Z, PT1S",
    "Fri Mar 06 16:33:28 UTC 2026, 2026-03-06T16:33:28Z, PT1S"
  })
  void every_form_of_a_date_is_read(String text, Instant instant, Duration precision) {
    assertThat(DingTalkDates.parse(text)).contains(new Mark(instant, precision));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " ", "yesterday", "1783996860000", "2022-99-01T10:00:00Z", "Tomorrow"})
  void what_is_no_date_is_no_error_either(String text) {
    assertThat(DingTalkDates.parse(text)).isEmpty();
  }

  @Test
  void a_timestamp_of_a_whole_minute_may_have_been_cut_to_it() {
    assertThat(DingTalkDates.ofMillis(1783996860000L).precision()).isEqualTo(Duration.ofMinutes(1));
    assertThat(DingTalkDates.ofMillis(1783996860001L).precision()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void the_quota_renews_on_the_first_of_the_next_month_in_china() {
    Instant lateInChina = Instant.parse("2026-11-30T16:30:00Z"); // already December there
    assertThat(DingTalkDates.nextMonth(lateInChina))
        .isEqualTo(Instant.parse("2026-12-31T16:00:00Z"));
    assertThat(DingTalkDates.nextMonth(Instant.parse("2026-11-24T08:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-30T16:00:00Z"));
  }
}
