package io.kbsync.source.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.Rendition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {

  @ParameterizedTest
  @CsvSource({"docx,PK..", "xlsx,PK..", "pptx,PK..", "pdf,%PDF-1.7", "md,# Guide"})
  void a_file_of_the_wanted_form_counts(String form, String begin) {
    assertThat(FirstBytes.of(begin.getBytes(UTF_8), Rendition.of(form)))
        .contains(Rendition.of(form));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docx", "xlsx", "pptx", "pdf", "md", "jpg"})
  void a_login_page_and_nothing_never_count(String form) {
    byte[] page = "<!DOCTYPE html><html><title>登录</title>".getBytes(UTF_8);
    assertThat(FirstBytes.of(page, Rendition.of(form))).isEmpty();
    assertThat(FirstBytes.of(new byte[0], Rendition.of(form))).isEmpty();
  }

  @Test
  void a_picture_is_what_it_is() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
    assertThat(FirstBytes.of(png, Rendition.of("jpg"))).contains(Rendition.of("png"));
  }

  @Test
  void uploaded_files_may_be_anything() {
    assertThat(FirstBytes.of("<html>".getBytes(UTF_8), Rendition.ORIGINAL))
        .contains(Rendition.ORIGINAL);
  }
}
