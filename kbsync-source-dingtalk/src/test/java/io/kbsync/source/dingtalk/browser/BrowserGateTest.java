package io.kbsync.source.dingtalk.browser;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.LaneClosedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BrowserGateTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final BrowserGate gate =
      new BrowserGate(
          new Clock() {
            @Override
            public Instant instant() {
              return now.get();
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          });

  @Test
  void what_was_shut_stays_shut_for_this_run_and_the_next_one_soon_after() {
    gate.shut("a captcha");
    assertShut("a captcha");
    gate.nextRun();
    assertShut("a captcha");
    now.set(now.get().plus(Duration.ofMinutes(30)));
    assertShut("a captcha");
    gate.nextRun();
    assertThatCode(gate::pass).doesNotThrowAnyException();
  }

  @Test
  void where_nobody_was_there_the_next_run_may_ask_again() {
    gate.shutForNow("nobody is here");
    assertShut("nobody is here");
    gate.nextRun();
    assertThatCode(gate::pass).doesNotThrowAnyException();
  }

  @Test
  void a_person_reopens_it() {
    gate.shut("a captcha");
    gate.reopen();
    assertThatCode(gate::pass).doesNotThrowAnyException();
  }

  private void assertShut(String reason) {
    assertThatThrownBy(gate::pass).isInstanceOf(LaneClosedException.class).hasMessage(reason);
  }
}
