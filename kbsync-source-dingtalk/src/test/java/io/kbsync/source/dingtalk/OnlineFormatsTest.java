package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.source.Rendition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineFormatsTest {

  @Test
  void the_chosen_format_comes_first_and_the_usual_ones_stay() {
    OnlineFormats formats = OnlineFormats.parse("adoc:pdf, amind:JPG");
    assertThat(formats.of(OnlineKind.ADOC))
        .extracting(Rendition::id)
        .containsExactly("pdf", "docx", "md");
    assertThat(formats.of(OnlineKind.AMIND))
        .extracting(Rendition::id)
        .containsExactly("jpg", "pdf");
    assertThat(formats.of(OnlineKind.AXLS)).extracting(Rendition::id).containsExactly("xlsx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"adoc", "adoc:", "adoc:exe", "word:docx", "aform:pdf", "adoc:docx,"})
  void what_does_not_exist_is_explained(String text) {
    assertThatThrownBy(() -> OnlineFormats.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
