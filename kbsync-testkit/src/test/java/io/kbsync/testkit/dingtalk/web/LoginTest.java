package io.kbsync.testkit.dingtalk.web;

import static io.kbsync.testkit.dingtalk.web.DocsClient.at;
import static io.kbsync.testkit.dingtalk.web.DocsClient.data;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.testkit.dingtalk.Entry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoginTest extends DocsTestCase {

  private static final String WHO = "/api/users/getUserInfo";
  private static final String TOKEN = "/portal/api/v1/token/getAccessToken";

  @Test
  void without_a_session_pages_and_calls_lead_to_the_login() throws Exception {
    HttpResponse<byte[]> page =
        client.send("GET", dingTalk.docsUrl() + "/i/nodes/x?corpId=c", Map.of());
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location").orElseThrow())
        .startsWith(web.loginUrl() + "/oauth2/challenge.htm?redirect_uri=http%3A%2F%2F127.0.0.1")
        .contains("%2Fi%2Fnodes%2Fx%3FcorpId%3Dc&response_type=none&client_id=")
        .endsWith("&scope=openid");
    assertThat(client.postRaw(TOKEN, Map.of(), Map.of()).statusCode()).isEqualTo(302);
    assertThat(web.loginUrl()).isNotEqualTo(dingTalk.docsUrl());
    assertThat(dingTalk.requests().counts())
        .containsEntry("web.node", 1)
        .containsEntry("web.getAccessToken", 1);
  }

  @Test
  void the_session_says_who_is_logged_in() throws Exception {
    HttpResponse<byte[]> landing = client.logIn(web.user(), false);
    assertThat(landing.headers().firstValue("Location"))
        .contains(dingTalk.docsUrl() + "/i/desktop");
    assertThat(data(client.post(TOKEN, Map.of(), Map.of()))).containsKey("accessToken");
    Map<String, Object> who = data(client.post(WHO, Map.of(), Map.of()));
    assertThat(who).containsEntry("userId", dingTalk.userId());
    assertThat(at(who, "orgs", 0, "corpId")).isEqualTo(web.user().corpId());
    client.logIn(web.stranger(), false);
    assertThat(at(data(client.post(WHO, Map.of(), Map.of())), "orgs", 0, "corpId"))
        .isNotEqualTo(web.user().corpId());
  }

  @Test
  void cookies_last_when_the_browser_is_to_be_remembered() throws Exception {
    List<String> usual = client.logIn(web.user(), false).headers().allValues("Set-Cookie");
    assertThat(usual).noneMatch(cookie -> cookie.contains("Max-Age"));
    List<String> kept = client.logIn(web.user(), true).headers().allValues("Set-Cookie");
    assertThat(kept).allMatch(cookie -> cookie.contains("Max-Age=2592000"));
    assertThat(kept)
        .filteredOn(cookie -> cookie.contains("HttpOnly"))
        .extracting(cookie -> cookie.split("=", -1)[0])
        .containsExactlyInAnyOrder("doc_atoken", "account");
    assertThat(kept)
        .extracting(cookie -> cookie.split("=", -1)[0])
        .contains("XSRF-TOKEN", "portal_corp_id", "deviceid");
  }

  @Test
  void sessions_end_after_a_week_or_a_month_or_when_told() throws Exception {
    client.logIn(web.user(), false);
    clock.advance(Duration.ofDays(7));
    assertThat(client.postRaw(TOKEN, Map.of(), Map.of()).statusCode()).isEqualTo(302);
    client.logIn(web.user(), true);
    clock.advance(Duration.ofDays(29));
    assertThat(client.postRaw(TOKEN, Map.of(), Map.of()).statusCode()).isEqualTo(200);
    web.endSessions();
    assertThat(client.postRaw(TOKEN, Map.of(), Map.of()).statusCode()).isEqualTo(302);
  }

  @Test
  void a_code_works_once_and_not_for_ever() throws Exception {
    assertThat(web.code()).isEmpty();
    assertThatThrownBy(() -> web.scan(web.user())).isInstanceOf(IllegalStateException.class);
    String back = client.scannedBack(web.user(), false, dingTalk.docsUrl() + "/i/desktop");
    assertThat(client.land(back).statusCode()).isEqualTo(302);
    assertThat(DocsClient.json(client.land(back))).containsEntry("isSuccess", false);

    client.send("POST", web.loginUrl() + "/oauth2/qrcode/new", Map.of());
    String code = web.code().orElseThrow();
    clock.advance(LoginCodes.LIFE);
    assertThatThrownBy(() -> web.scan(code, web.user())).isInstanceOf(IllegalStateException.class);
    assertThat(web.awaitCode(Duration.ZERO)).isFalse();
  }

  @Test
  void a_login_leads_back_to_the_documents_only() throws Exception {
    String back = client.scannedBack(web.user(), false, "https://example.com/");
    assertThat(DocsClient.json(client.land(back))).containsEntry("isSuccess", false);
    assertThat(client.postRaw(TOKEN, Map.of(), Map.of()).statusCode()).isEqualTo(302);
  }

  @Test
  void a_captcha_stands_before_pages_and_calls() throws Exception {
    Entry page = base.root().addDocument("欢迎");
    client.logIn(web.user(), false);
    web.quirks().set(WebQuirks.Switch.CAPTCHA, true);
    assertThat(client.post(TOKEN, Map.of(), Map.of())).containsKey("ret");
    HttpResponse<byte[]> shown =
        client.send(
            "GET",
            dingTalk.docsUrl() + "/i/nodes/" + page.uuid(),
            Map.of("Accept", "text/html,*/*"));
    assertThat(new String(shown.body(), UTF_8)).contains("请按住滑块");
    web.quirks().set(WebQuirks.Switch.CAPTCHA, false);
    assertThat(data(client.post(TOKEN, Map.of(), Map.of()))).containsKey("accessToken");
  }
}
