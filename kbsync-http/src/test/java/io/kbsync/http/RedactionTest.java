package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @Test
  void a_request_is_called_by_method_host_and_path() {
    Request request =
        new Request.Builder()
            .url("https://me:pass@api.test/v1/files?access_token=S3CRET")
            .header("Authorization", "Bearer S3CRET")
            .build();
    assertThat(Redaction.target(request)).isEqualTo("GET api.test/v1/files");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://oss.test/a?Expires=1&Signature=S3CRET&OSSAccessKeyId=S3CRET",
        "see http://me:S3CRET@proxy.test:80/",
        "Authorization: Bearer ragflow-S3CRETS3CRET",
        "Bearer S3CRETS3CRET",
        "key ragflow-S3CRET99 is wrong",
        "{\"accessToken\":\"S3CRET\",\"expireIn\":7200}",
        "x-acs-dingtalk-access-token=S3CRET",
        "appSecret = 'S3CRET'",
        "password: S3CRET",
      })
  void what_looks_like_a_secret_is_masked(String text) {
    assertThat(Redaction.text(text)).doesNotContain("S3CRET").contains("****");
  }

  @Test
  void other_text_stays_as_it_is() {
    String text = "Dataset b2af7c4c holds 'a.docx' (HTTP 404)";
    assertThat(Redaction.text(text)).isEqualTo(text);
  }
}
