package io.kbsync.core.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes of one account see of each other's requests. */
class CallLedgerTest {

  private static final Instant NOON = Instant.parse("2026-07-14T12:00:00Z");
  private static final int MOST = 3;

  @TempDir Path folder;

  @Test
  void a_second_that_is_full_has_room_for_no_process_until_its_first_request_is_a_second_old()
      throws Exception {
    try (CallLedger one = open();
        CallLedger other = open()) {
      assertThat(one.room("list", NOON, MOST)).contains(Duration.ZERO);
      assertThat(other.room("list", NOON.plusMillis(10), MOST)).contains(Duration.ZERO);
      assertThat(one.room("list", NOON.plusMillis(20), MOST)).contains(Duration.ZERO);

      Instant next = NOON.plus(Pace.SECOND);
      for (CallLedger each : new CallLedger[] {one, other}) {
        Instant now = NOON.plusMillis(30);
        assertThat(each.room("list", now, MOST)).contains(Duration.between(now, next));
      }
      assertThat(other.room("list", next, MOST)).contains(Duration.ZERO);
      assertThat(one.room("list", next, MOST)).contains(Duration.ofMillis(10));
    }
  }

  @Test
  void each_api_has_room_of_its_own() throws Exception {
    try (CallLedger ledger = open()) {
      fill(ledger, "list", NOON);

      assertThat(ledger.room("download", NOON, MOST)).contains(Duration.ZERO);
    }
  }

  @Test
  void requests_of_a_clock_that_was_set_back_since_then_take_no_room() throws Exception {
    try (CallLedger ledger = open()) {
      fill(ledger, "list", NOON.plusSeconds(60));

      assertThat(ledger.room("list", NOON, MOST)).contains(Duration.ZERO);
    }
  }

  @Test
  void whoever_found_the_second_full_asks_again_even_where_it_has_passed_since() {
    long at = NOON.toEpochMilli() * 1_000_000;
    long second = Pace.SECOND.toNanos();
    for (long first : new long[] {at - second, at - 2 * second}) {
      assertThat(CallLedger.untilRoom(first, at)).isEqualTo(Duration.ofMillis(1));
    }
    assertThat(CallLedger.untilRoom(at - second + 5_000_000, at)).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void after_the_turn_of_a_month_what_others_have_spent_shows_at_once() throws Exception {
    YearMonth august = YearMonth.of(2026, 8);
    try (CallLedger one = open();
        CallLedger other = open()) {
      assertThat(one.spend(YearMonth.of(2026, 7), 0)).isTrue();
      for (int i = 0; i < 40; i++) {
        assertThat(other.spend(august, 0)).isTrue();
      }

      assertThat(one.spent(august)).isEqualTo(40);
      assertThat(one.spent(YearMonth.of(2026, 7))).isEqualTo(1);
    }
  }

  @Test
  void a_folder_that_cannot_be_made_is_named_with_the_reason() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> CallLedger.open(file, "dingtalk:app", YearMonth.of(2026, 7)))
        .hasMessageContaining(file + " for the ledger of calls (a file is in its place)");
  }

  private static void fill(CallLedger ledger, String api, Instant now) {
    for (int i = 0; i < MOST; i++) {
      assertThat(ledger.room(api, now, MOST)).contains(Duration.ZERO);
    }
  }

  private CallLedger open() throws Exception {
    return CallLedger.open(folder, "dingtalk:app", YearMonth.of(2026, 7));
  }
}
