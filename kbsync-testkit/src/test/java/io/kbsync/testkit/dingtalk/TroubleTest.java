package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TroubleTest extends DingTalkTestCase {

  @ParameterizedTest
  @CsvSource({
    "QPS_403, 403, Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
    "QPM_403, 403, Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",
    "OVERLIMIT_400, 400, request.overlimit",
    "BUSY_429, 429, systemBusy",
    "BUSY_500, 500, systemBusy",
    "TIMEOUT_503, 503, operationTimeout"
  })
  void throttling_has_many_forms_and_ends(DingTalkFaults.Throttle form, int status, String code)
      throws Exception {
    Entry root = world.addKnowledgeBase("Handbook").root();
    dingTalk.trouble().throttle("nodes", 2, form);
    client.nodes(root, "").hasCode(status, code);
    client.nodes(root, "").hasCode(status, code);
    assertThat(client.nodes(root, "").status()).isEqualTo(200);
  }

  @Test
  void a_refused_token_and_a_spent_quota_can_be_injected() throws Exception {
    Entry root = world.addKnowledgeBase("Handbook").root();
    dingTalk.trouble().refuseToken("nodes", 1);
    client.nodes(root, "").hasCode(400, "InvalidAuthentication");
    dingTalk.trouble().quotaSpent("nodes", 1);
    client.nodes(root, "").hasCode(403, "Forbidden.AccessDenied.ApiCountLimitForOrg");
  }

  @Test
  void the_guard_answers_in_html_or_in_json_of_its_own() throws Exception {
    String url = dingTalk.apiUrl() + "/v2.0/wiki/workspaces";
    dingTalk.trouble().banWithHtml("workspaces", 1);
    var page = client.http().get(url, Map.of());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().get("Content-Type")).startsWith("text/html");
    dingTalk.trouble().banWithJson("workspaces", 1);
    assertThat(client.http().get(url, Map.of()).text()).contains("\"status\":1111", "\"wait\":5");
  }

  @Test
  void calls_are_counted_but_for_token_user_and_downloads() throws Exception {
    KnowledgeBase base = world.addKnowledgeBase("Handbook");
    client.oapi("?access_token=" + client.token(), "application/json", "{}");
    assertThat(dingTalk.callsCounted()).isZero();
    client.nodes(base.root(), "");
    dingTalk.trouble().throttle("nodes", 1);
    client.nodes(base.root(), "");
    client.http().get(dingTalk.downloadUrl() + "/lippi-space-zjk/x", Map.of());
    client.http().get(dingTalk.docsUrl() + "/i/nodes/x", Map.of());
    assertThat(dingTalk.callsCounted()).isEqualTo(2);
    assertThat(dingTalk.requests().counts())
        .containsEntry("nodes", 2)
        .containsEntry("user", 1)
        .containsEntry("download", 1)
        .containsEntry("web.node", 1);
  }

  @Test
  void the_quota_of_the_month_ends_every_counted_call() throws Exception {
    KnowledgeBase base = world.addKnowledgeBase("Handbook");
    dingTalk.quirks().monthlyQuota(1);
    assertThat(client.nodes(base.root(), "").status()).isEqualTo(200);
    client.nodes(base.root(), "").hasCode(403, "Forbidden.AccessDenied.ApiCountLimitForOrg");
    assertThat(client.token()).isNotEmpty();
  }

  @Test
  void a_stranger_is_refused() throws Exception {
    client.get("/v2.0/wiki/mineWorkspaces?operatorId=someone").hasCode(400, "paramError");
    client.get("/v2.0/wiki/mineWorkspaces?x=").hasCode(400, "MissingoperatorId");
  }
}
