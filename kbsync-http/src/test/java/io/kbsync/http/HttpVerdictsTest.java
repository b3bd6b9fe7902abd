package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpVerdictsTest extends HttpFixture {

  private ConnectorException verdictOnGet() throws Exception {
    return http.verdicts().refused(http.execute(api.items("t0ken-value")).raw()).orElseThrow();
  }

  private ConnectorException verdictOnPost() throws Exception {
    return http.verdicts().refused(http.execute(api.create(Map.of())).raw()).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 408})
  void a_busy_server_is_retriable(int code) throws Exception {
    answer(code, "");
    assertThat(verdictOnGet())
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> {
              assertThat(e.outcomeUnknown()).isFalse();
              assertThat(e).hasMessageContaining("HTTP " + code).hasMessageContaining("/items");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void a_post_that_broke_in_the_server_may_be_done(int code) throws Exception {
    answer(code, "");
    assertThat(verdictOnPost())
        .isInstanceOfSatisfying(
            RetriableException.class, e -> assertThat(e.outcomeUnknown()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({"7,7", "' 120 ',120", "'Tue, 24 Nov 2026 12:00:30 GMT',30"})
  void a_429_says_how_long_to_wait(String header, long seconds) throws Exception {
    answer(429, "", "Retry-After", header);
    assertThat(verdictOnGet())
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(seconds)));
    assertThat(calls.throttled).containsExactly("items " + Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "99999999999999", "Tue, 99 Nov 2026 12:00:30 GMT"})
  void a_malformed_retry_after_is_ignored(String header) throws Exception {
    answer(429, "", "Retry-After", header);
    assertThat(verdictOnGet())
        .isInstanceOfSatisfying(
            RetriableException.class, e -> assertThat(e.retryAfter()).isEmpty());
    assertThat(calls.throttled).containsExactly("items null");
  }

  @Test
  void a_date_that_has_passed_means_now() {
    assertThat(RetryAfter.parse("Tue, 24 Nov 2026 11:00:00 GMT", NOON)).contains(Duration.ZERO);
  }

  @Test
  void a_redirect_is_explained() throws Exception {
    answer(302, "", "Location", "https://login.example/sso?ticket=abcdef");
    assertThat(verdictOnGet())
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("https://login.example/sso")
        .hasMessageNotContaining("abcdef");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 413})
  void what_the_api_says_is_left_to_its_connector(int code) throws Exception {
    answer(code, "{}");
    assertThat(http.verdicts().refused(http.execute(api.items("t")).raw())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"text/html,<html>login", "application/json,<!DOCTYPE html>"})
  void a_page_in_place_of_json_is_recognised(String type, String body) {
    answer(200, body, "Content-Type", type);
    assertThatThrownBy(() -> http.execute(api.items("t")))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("web page")
        .hasCauseInstanceOf(NotJsonException.class);
  }

  @Test
  void json_of_another_shape_is_told_with_its_place_and_is_no_page() {
    answer(200, "[{\"apiKey\":\"s3cret\"}]");
    assertThatThrownBy(() -> http.execute(api.items("t")))
        .isInstanceOf(RetriableException.class)
        .hasCauseInstanceOf(JsonDataException.class)
        .hasMessageContaining("/items answered in another shape")
        .hasMessageContaining("BEGIN_ARRAY at path $");
  }

  @Test
  void what_an_answer_of_another_shape_quotes_is_short_and_without_secrets() {
    ConnectorException verdict =
        http.verdicts()
            .failed(
                get("/items"),
                new JsonDataException("Expected an int but was token=s3cret " + "x".repeat(9_999)),
                true);
    assertThat(verdict).hasMessageNotContaining("s3cret");
    assertThat(verdict.getMessage()).hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "[1]", "{\"a\"", "{\"a\":}"})
  void unreadable_json_is_retriable(String body) {
    answer(200, body);
    assertThatThrownBy(() -> http.execute(api.items("t"))).isInstanceOf(RetriableException.class);
  }

  @Test
  void a_refused_connection_leaves_a_post_undone() {
    server.close();
    assertThatThrownBy(() -> http.execute(api.create(Map.of())))
        .isInstanceOfSatisfying(
            RetriableException.class, e -> assertThat(e.outcomeUnknown()).isFalse())
        .hasMessageContaining("nothing accepts connections");
  }

  @Test
  void an_unknown_host_is_named() {
    Request request = new Request.Builder().url("http://kbsync.invalid/x").build();
    assertThatThrownBy(() -> http.execute(request))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("kbsync.invalid");
  }

  @Test
  void a_reset_after_a_get_is_plainly_retriable() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    assertThatThrownBy(() -> http.execute(api.items("t")))
        .isInstanceOfSatisfying(
            RetriableException.class, e -> assertThat(e.outcomeUnknown()).isFalse());
  }

  @Test
  void a_silent_server_is_retriable_and_a_post_may_be_done() throws Exception {
    http.close();
    connect(HttpSettings.builder().readTimeout(Duration.ofMillis(200)));
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    assertThatThrownBy(() -> http.execute(api.create(Map.of())))
        .isInstanceOfSatisfying(
            RetriableException.class, e -> assertThat(e.outcomeUnknown()).isTrue())
        .hasMessageContaining("took too long");
  }

  @Test
  void messages_never_carry_the_query() throws Exception {
    answer(500, "");
    assertThat(verdictOnGet()).hasMessageNotContaining("t0ken");
  }
}
