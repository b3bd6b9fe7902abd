package io.kbsync.source.dingtalk.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavedCookiesTest {

  @Test
  void every_cookie_comes_back_as_it_was() {
    List<Cookie> cookies =
        SavedCookies.in(
            """
            {"cookies":[{"name":"doc_atoken","value":"v","domain":"127.0.0.1","path":"/",
              "expires":1795511629.5,"httpOnly":true,"secure":false,"sameSite":"Lax"},
              {"name":"deviceid","value":"d","domain":".dingtalk.com","path":"/","expires":-1,
              "httpOnly":false,"secure":true,"sameSite":"None"}],"origins":[]}
            """);
    assertThat(cookies).extracting(cookie -> cookie.name).containsExactly("doc_atoken", "deviceid");
    Cookie first = cookies.get(0);
    assertThat(first.value).isEqualTo("v");
    assertThat(first.expires).isEqualTo(1795511629.5);
    assertThat(first.httpOnly).isTrue();
    assertThat(first.sameSite).isEqualTo(SameSiteAttribute.LAX);
    assertThat(cookies.get(1).expires).isEqualTo(-1);
  }

  @Test
  void what_is_no_session_is_refused() {
    assertThatThrownBy(() -> SavedCookies.in("half a fi"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
