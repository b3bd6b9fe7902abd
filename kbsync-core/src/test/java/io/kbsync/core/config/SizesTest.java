package io.kbsync.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "1500, 1500",
    "500K, 512000",
    "100M, 104857600",
    "100 MB, 104857600",
    "100mib, 104857600",
    "1G, 1073741824",
    "1T, 1099511627776"
  })
  void a_number_and_a_unit_make_a_size(String text, long bytes) {
    assertThat(Sizes.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "-1M", "1.5G", "1X", "0", "999999999999T"})
  void anything_else_is_explained(String text) {
    assertThatThrownBy(() -> Sizes.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rite");
  }

  @ParameterizedTest
  @CsvSource({"0, 0B", "1023, 1023B", "1536, 1.5K", "104857600, 100M", "10480517, 10M"})
  void a_size_is_shown_rounded(long bytes, String text) {
    assertThat(Sizes.text(bytes)).isEqualTo(text);
  }
}
