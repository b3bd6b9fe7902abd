package io.kbsync.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.Root;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoundRootsTest {

  @Test
  void what_was_written_is_read() {
    FoundRoots roots =
        new FoundRoots(
            List.of("Drive", "Team \"A\""),
            Instant.parse("2026-11-24T08:00:00.007Z"),
            List.of(new Root("drive/1", "Team \"A\"")));

    assertThat(FoundRoots.read(roots.write())).contains(roots);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"asked\":[],\"at\":\"yesterday\",\"roots\":[]}",
        "{\"asked\":[],\"roots\":[]}",
        "{\"asked\":[null],\"at\":\"2026-11-24T08:00:00Z\",\"roots\":[]}",
        "{\"asked\":[],\"at\":\"2026-11-24T08:00:00Z\",\"roots\":[null]}",
        "{\"asked\":[],\"at\":\"2026-11-24T08:00:00Z\",\"roots\":[{\"name\":\"a\"}]}"
      })
  void what_is_damaged_says_nothing(String text) {
    assertThat(FoundRoots.read(text)).isEmpty();
  }
}
