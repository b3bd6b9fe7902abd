package io.kbsync.core.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Test
  void a_changed_an_added_and_a_missing_letter_count_one_each() {
    assertThat(Spelling.distance("blackList", "blackLust", 5)).isEqualTo(1);
    assertThat(Spelling.distance("blackList", "blackLists", 5)).isEqualTo(1);
    assertThat(Spelling.distance("blackList", "blckList", 5)).isEqualTo(1);
    assertThat(Spelling.distance("kitten", "sitting", 5)).isEqualTo(3);
    assertThat(Spelling.distance("", "abc", 5)).isEqualTo(3);
    assertThat(Spelling.distance("same", "same", 0)).isZero();
  }

  @Test
  void the_count_stops_behind_the_limit() {
    assertThat(Spelling.distance("kitten", "sitting", 2)).isEqualTo(3);
    assertThat(Spelling.distance("a", "abcdefgh", 2)).isEqualTo(3);
    assertThat(Spelling.distance("abcdefgh", "ijklmnop", 4)).isEqualTo(5);
  }

  @Test
  void the_nearest_candidate_is_found_whatever_the_case() {
    List<String> keys = List.of("whiteList", "blackList", "job");
    assertThat(Spelling.nearest("BLACKLST", keys, 2)).contains("blackList");
    assertThat(Spelling.nearest("somethingElse", keys, 2)).isEmpty();
  }

  @Test
  void of_two_candidates_the_nearer_one_is_taken() {
    assertThat(Spelling.nearest("blackLst", List.of("blockLost", "blackList"), 3))
        .contains("blackList");
  }
}
