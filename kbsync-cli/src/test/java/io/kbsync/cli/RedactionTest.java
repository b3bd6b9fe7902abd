package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private final Redaction redaction = new Redaction();

  @Test
  void a_secret_is_masked_wherever_it_stands() {
    redaction.hide(List.of("sa4vI-xx"));
    assertThat(redaction.apply("secret=sa4vI-xx&again=sa4vI-xx"))
        .isEqualTo("secret=****&again=****");
  }

  @Test
  void a_key_is_masked_with_and_without_the_word_before_it() {
    redaction.hide(List.of("Bearer ragflow-abc"));
    assertThat(redaction.apply("Authorization: Bearer ragflow-abc"))
        .isEqualTo("Authorization: ****");
    assertThat(redaction.apply("key ragflow-abc is wrong")).isEqualTo("key **** is wrong");
  }

  @Test
  void a_secret_is_masked_as_it_stands_in_a_url() {
    redaction.hide(List.of("a+b/c=d"));
    assertThat(redaction.apply("https://host/?key=a%2Bb%2Fc%3Dd"))
        .isEqualTo("https://host/?key=****");
  }

  @Test
  void the_longer_of_two_secrets_goes_first() {
    redaction.hide(List.of("abcd", "abcdefgh"));
    assertThat(redaction.apply("abcdefgh")).isEqualTo("****");
  }

  @Test
  void a_value_too_short_to_be_a_secret_masks_no_words() {
    redaction.hide(List.of("a", ""));
    assertThat(redaction.apply("banana")).isEqualTo("banana");
  }
}
