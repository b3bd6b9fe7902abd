package io.kbsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TestClockTest {

  private static final Instant START = Instant.parse("2026-07-14T09:00:00Z");

  @Test
  void it_stands_still_until_it_is_moved() {
    TestClock clock = TestClock.at("2026-07-14T09:00:00Z");
    assertThat(clock.instant()).isEqualTo(START);
    clock.advance(Duration.ofHours(2));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(7200));
    clock.set(START);
    assertThat(clock.millis()).isEqualTo(START.toEpochMilli());
  }

  @Test
  void a_view_in_another_zone_moves_with_it() {
    TestClock clock = TestClock.at(START);
    Clock view = clock.withZone(ZoneId.of("Asia/Shanghai"));
    clock.advance(Duration.ofMinutes(1));
    assertThat(view.instant()).isEqualTo(START.plusSeconds(60));
    assertThat(view.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
  }
}
