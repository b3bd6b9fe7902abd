package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpKeysTest {

  @Test
  void a_timeout_is_written_in_seconds_or_minutes() {
    assertThat(HttpKeys.SERVER_TIMEOUT.parse("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(HttpKeys.SERVER_TIMEOUT.parse("5m")).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "90", "-1s", "1h", "1.5s", "", "soon"})
  void what_is_no_timeout_is_refused_with_an_example(String text) {
    assertThatThrownBy(() -> HttpKeys.SERVER_TIMEOUT.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("90s");
  }
}
