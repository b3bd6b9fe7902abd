package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

  private final Simulated simulated = new Simulated();

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void the_lines_that_people_know_as_success_come_in_their_order() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      simulated.source();
      List<String> lines = log.messages(Level.INFO);
      assertThat(lines).hasSize(13);
      List<String> expected =
          List.of(
              "Starting DingTalk authentication process\\.\\.\\.",
              "Waiting for the initial app access token\\.\\.\\.",
              "App access token refresh loop started\\.",
              "Attempting to refresh the app access token\\.\\.\\.",
              "\\{'headers': \\{'.+': '.+'}, 'statusCode': 200,"
                  + " 'body': \\{'accessToken': '\\w{4}\\*{4}', 'expireIn': 7200}}",
              "set dingding access token: \\w{4}\\*{4}",
              "set dingding access token expires in: 7200",
              "App access token refreshed successfully\\."
                  + " Next refresh scheduled in 6600 seconds\\.",
              "Waiting 6600 seconds until the next token refresh\\.",
              "Initial app access token acquired\\.",
              "Fetching user UnionID\\.\\.\\.",
              "set dingding union id: XYes\\*{4}",
              "Successfully fetched UnionID\\.");
      for (int i = 0; i < expected.size(); i++) {
        assertThat(lines.get(i)).matches(Pattern.compile(expected.get(i)));
      }
    }
  }

  @Test
  void headers_that_may_hold_something_are_masked() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      simulated.source();
      String line =
          log.messages(Level.INFO).stream()
              .filter(l -> l.startsWith("{"))
              .findFirst()
              .orElseThrow();
      assertThat(line).containsIgnoringCase("'content-type': 'application/json;charset=utf-8'");
    }
    try (CapturedLog log = new CapturedLog();
        Simulated other = new Simulated()) {
      other
          .dingTalk
          .faults()
          .on("token")
          .inject(
              Fault.answer(
                  SimResponse.json(200, Map.of("accessToken", "abcdefghijkl", "expireIn", 7200))
                      .withHeader("Set-Cookie", "session=s3cr3t")));
      assertThatThrownBy(other::source).isInstanceOf(ConnectorException.class); // a foreign token
      assertThat(log.everything()).contains("'Set-Cookie': '****'").doesNotContain("s3cr3t");
    }
  }

  @Test
  void no_secret_is_ever_logged_or_said() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      simulated.dingTalk.world().addSpace("Files").root().addFile("a.txt", "a");
      var file = simulated.list(simulated.dingTalk.world().spaces().get(0)).file("a.txt");
      simulated.dingTalk.invalidateTokens();
      simulated.fetch(file);
      simulated.dingTalk.expireLinks();
      simulated.fetch(file);
      assertThat(log.everything())
          .doesNotContain(simulated.dingTalk.clientSecret())
          .doesNotContain(simulated.dingTalk.unionId())
          .doesNotContain("access_token=")
          .doesNotContain("OSS LTAI")
          .doesNotContainPattern("accessToken': '\\w{5}");
    }
  }

  @Test
  void wrong_credentials_are_told_with_the_keys_to_mend() {
    simulated.values.put("dingDingClientSecret", "wrong-secret");
    assertFatal(simulated::source, FatalException.Kind.CREDENTIALS)
        .hasMessageContaining("dingDingClientId")
        .hasMessageContaining("dingDingClientSecret")
        .hasMessageNotContaining("wrong-secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {60121, 33012, 60111, 40003, 46004})
  void a_user_that_does_not_exist_is_a_wrong_value(int code) {
    simulated.dingTalk.quirks().unknownUserCode(code);
    simulated.values.put("dingDingUserId", "nobody");
    assertFatal(simulated::source, FatalException.Kind.REFUSED_VALUE)
        .hasMessageContaining("dingDingUserId")
        .hasMessageContaining("nobody");
  }

  @Test
  void a_missing_permission_to_see_members_is_named_as_the_console_names_it() {
    simulated.dingTalk.quirks().revoke(Permission.MEMBER);
    assertFatal(simulated::source, FatalException.Kind.PERMISSION)
        .hasMessageContaining("成员信息读权限")
        .hasMessageContaining("read member information")
        .hasMessageContaining("qyapi_get_member");
  }

  @ParameterizedTest
  @CsvSource({"50002, PERMISSION, 通讯录", "60020, PERMISSION, 服务器出口IP", "90020, QUOTA, renew"})
  void errors_in_http_200_are_errors(int code, FatalException.Kind kind, String words) {
    simulated.dingTalk.trouble().failUser(1, code, "no");
    assertFatal(simulated::source, kind).hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(ints = {90018, 90002})
  void throttles_in_http_200_ask_for_fewer_calls_of_this_api_alone(int code) {
    simulated.dingTalk.trouble().failUser(1, code, "too fast");
    assertThatThrownBy(simulated::source)
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> {
              assertThat(e.tooFast()).isTrue();
              assertThat(e.retryAfter()).isEmpty();
            });
    assertThat(simulated.calls.throttled).containsExactly("topapi.user null");
  }

  @Test
  void a_busy_server_in_http_200_can_be_asked_again() throws Exception {
    simulated.dingTalk.trouble().failUser(1, -1, "系统繁忙");
    assertThatThrownBy(simulated::source).isInstanceOf(RetriableException.class);
    simulated.source();
  }

  @Test
  void a_token_that_the_older_api_refuses_is_renewed_once() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("user")
        .next(1)
        .inject(Fault.before(simulated.dingTalk::invalidateTokens));
    simulated.source();
    assertThat(simulated.dingTalk.requests().count("token")).isEqualTo(2);
    assertThat(simulated.dingTalk.requests().count("user")).isEqualTo(2);
  }

  @Test
  void the_factory_connects_and_a_failure_leaves_no_thread_behind() throws Exception {
    DingTalkSourceFactory factory = new DingTalkSourceFactory();
    factory.create(simulated.config(), simulated.context()).close();
    simulated.values.put("dingDingUserId", "nobody");
    assertThatThrownBy(() -> factory.create(simulated.config(), simulated.context()))
        .isInstanceOf(FatalException.class);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("dingtalk-token")) {
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void token_and_user_are_not_counted() throws Exception {
    simulated.source();
    assertThat(simulated.calls.awaited).hasSize(2);
    assertThat(simulated.calls.counted()).isZero();
  }

  @Test
  void the_guard_before_dingtalk_asks_for_five_minutes() {
    simulated.dingTalk.trouble().banWithHtml("token", 1);
    assertGuarded(simulated::source);
    simulated.dingTalk.trouble().banWithJson("token", 1);
    assertGuarded(simulated::source);
    simulated.dingTalk.trouble().banWithHtml("user", 1);
    assertGuarded(simulated::source);
  }

  static void assertGuarded(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofMinutes(5)))
        .hasMessageContaining("guard");
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertFatal(
      ThrowingCallable call, FatalException.Kind kind) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FatalException.class, fatal -> assertThat(fatal.kind()).isEqualTo(kind));
  }
}
