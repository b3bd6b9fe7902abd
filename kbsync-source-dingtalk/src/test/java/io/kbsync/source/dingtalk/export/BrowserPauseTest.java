package io.kbsync.source.dingtalk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserPauseTest {

  @Test
  void a_pause_is_somewhere_between_its_two_lengths() {
    BrowserPause pause = BrowserPause.parse("1s-2s");
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      assertThat(pause.next(random)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
  }

  @Test
  void one_length_is_enough() {
    assertThat(BrowserPause.parse("500ms").next(new Random())).isEqualTo(Duration.ofMillis(500));
    assertThat(BrowserPause.parse("0s").next(new Random())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1", "2s-1s", "1h"})
  void anything_else_is_explained(String text) {
    assertThatThrownBy(() -> BrowserPause.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write");
  }
}
