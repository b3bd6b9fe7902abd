package io.kbsync.source.dingtalk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.source.dingtalk.browser.StepFailedException;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedLinksTest {

  private final TrustedLinks links = new TrustedLinks(HttpUrl.get("https://alidocs.dingtalk.com"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://alidocs-body.oss-cn-zhangjiakou.aliyuncs.com/export/x?Signature=s",
        "https://alidocs.dingtalk.com/x",
        "https://docs.dingtalk.com/x"
      })
  void links_to_dingtalk_and_its_storage_are_followed(String link) throws Exception {
    assertThat(links.checked("the link", link)).isEqualTo(HttpUrl.get(link));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://alidocs.dingtalk.com/x",
        "https://dingtalk.com.example.org/x",
        "https://evil-aliyuncs.com/x",
        "http://127.0.0.1/x",
        ""
      })
  void no_other_link_is(String link) {
    assertThatThrownBy(() -> links.checked("the link", link))
        .isInstanceOf(StepFailedException.class)
        .hasMessageStartingWith("the link: ");
  }

  @Test
  void another_documents_host_brings_hosts_of_its_own_kind() {
    TrustedLinks own = new TrustedLinks(HttpUrl.get("https://docs.example.com"));
    assertThat(own.isTrusted(HttpUrl.get("https://files.example.com/x"))).isTrue();
    assertThat(own.isTrusted(HttpUrl.get("https://files.example.org/x"))).isFalse();
  }

  @Test
  void a_host_on_loopback_brings_loopback_alone() {
    TrustedLinks own = new TrustedLinks(HttpUrl.get("http://127.0.0.1:8080"));
    assertThat(own.isTrusted(HttpUrl.get("http://localhost:8081/x"))).isTrue();
    assertThat(own.isTrusted(HttpUrl.get("https://alidocs.dingtalk.com/x"))).isFalse();
  }
}
