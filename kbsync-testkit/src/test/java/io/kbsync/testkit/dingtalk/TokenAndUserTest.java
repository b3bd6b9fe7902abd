package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TokenAndUserTest extends DingTalkTestCase {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void a_token_stays_the_same_while_it_is_valid_and_asking_extends_it() throws Exception {
    String first = client.token();
    clock.advance(Duration.ofMinutes(110));
    assertThat(client.token()).isEqualTo(first);
    clock.advance(Duration.ofMinutes(110));
    assertThat(spaces(first).status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(10));
    spaces(first).hasCode(400, "InvalidAuthentication");
    assertThat(client.token()).isNotEqualTo(first);
  }

  @Test
  void an_invalidated_token_is_a_400_and_another_one_is_given() throws Exception {
    String first = client.token();
    dingTalk.invalidateTokens();
    spaces(first).hasCode(400, "InvalidAuthentication");
    assertThat(spaces(client.token()).status()).isEqualTo(200);
  }

  @Test
  void a_request_without_the_token_header_is_told_so() throws Exception {
    var raw = client.http().get(dingTalk.apiUrl() + "/v1.0/drive/spaces?access_token=x", Map.of());
    assertThat(raw.status()).isEqualTo(400);
    assertThat(raw.text())
        .contains("AuthenticationFailed.MissingParameter", "缺少参数：x-acs-dingtalk-access-token");
  }

  @Test
  void a_token_request_without_a_json_body_is_refused() throws Exception {
    String url = dingTalk.apiUrl() + "/v1.0/oauth2/accessToken";
    assertThat(client.http().post(url, Map.of(), FORM, "appKey=x").text()).contains("Missingbody");
    assertThat(client.http().post(url, Map.of(), JSON, "{oops").text()).contains("Invalidbody");
  }

  @Test
  void an_unknown_path_is_a_404() throws Exception {
    client.get("/v2.0/storage/spaces/1/dentries?unionId=").hasCode(404, "InvalidAction.NotFound");
  }

  @Test
  void a_user_is_found_by_json_and_by_form_wherever_the_token_is() throws Exception {
    String token = client.token();
    String userId = dingTalk.userId();
    var json = client.oapi("?access_token=" + token, JSON, "{\"userid\":\"" + userId + "\"}");
    var form = client.oapi("", FORM, "access_token=" + token + "&userid=" + userId);
    assertThat(json.body()).containsEntry("errcode", 0.0);
    assertThat(json.item("result")).containsEntry("unionid", dingTalk.unionId());
    assertThat(form.item("result")).isEqualTo(json.item("result"));
  }

  @Test
  void errors_of_the_old_api_come_with_http_200() throws Exception {
    String token = client.token();
    String someone = "{\"userid\":\"nobody\"}";
    assertThat(client.oapi("?access_token=" + token, JSON, someone).body())
        .containsEntry("errcode", 60121.0)
        .containsEntry("errmsg", "找不到该用户");
    dingTalk.quirks().unknownUserCode(33012);
    assertThat(client.oapi("?access_token=" + token, JSON, someone).body())
        .containsEntry("errcode", 33012.0);
    assertThat(client.oapi("?access_token=wrong", JSON, someone).body())
        .containsEntry("errcode", 88.0)
        .containsEntry("sub_code", "40014");
    assertThat(client.oapi("", JSON, someone).body()).containsEntry("sub_code", "40000");
    dingTalk.quirks().revoke(Permission.MEMBER);
    var refused = client.oapi("?access_token=" + token, JSON, someone);
    assertThat(refused.body()).containsEntry("sub_code", "60011");
    assertThat(refused.text("errmsg")).contains("requiredScopes=[qyapi_get_member]");
    assertThat(refused.status()).isEqualTo(200);
  }

  @Test
  void the_old_api_throttles_with_an_errcode() throws Exception {
    dingTalk.trouble().failUser(1, 90018, "该应用的QPS超限");
    assertThat(client.oapi("", JSON, "{}").body()).containsEntry("errcode", 90018.0);
  }

  private ApiClient.Answer spaces(String token) throws Exception {
    return client.get("/v1.0/drive/spaces?spaceType=org&maxResults=50&unionId=", token);
  }
}
