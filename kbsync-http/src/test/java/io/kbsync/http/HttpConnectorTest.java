package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.Calls;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpConnectorTest extends HttpFixture {

  @Test
  void an_answer_comes_back_whatever_its_status_is() throws Exception {
    answer(200, "{\"a\":\"b\"}");
    answer(404, "{\"code\":\"gone\"}");
    assertThat(http.execute(api.items("t")).body()).isEqualTo(Map.of("a", "b"));
    retrofit2.Response<?> missing = http.execute(api.items("t"));
    assertThat(missing.code()).isEqualTo(404);
    assertThat(missing.errorBody().string()).contains("gone");
  }

  @Test
  void every_request_is_awaited_in_its_group_once() throws Exception {
    answer(200, "{}");
    answer(200, "{}");
    answer(200, "x");
    http.execute(api.items("t"));
    http.execute(api.create(Map.of()));
    http.execute(get("/raw")).close();
    assertThat(calls.awaited)
        .containsExactly(
            ApiGroup.counted("items"), ApiGroup.free("items.write"), ApiGroup.counted("raw"));
  }

  @Test
  void a_request_without_a_group_counts_all_the_same() throws Exception {
    answer(200, "x");
    http.execute(new Request.Builder().url(server.url("/")).build()).close();
    assertThat(calls.awaited).containsExactly(ApiGroup.counted("other"));
  }

  @Test
  void a_spent_budget_stops_a_request_before_it_is_sent() throws Exception {
    Calls spent =
        new Calls() {
          @Override
          public void await(ApiGroup group) throws FatalException {
            throw new FatalException(FatalException.Kind.QUOTA, "spent", null);
          }

          @Override
          public void throttled(ApiGroup group, @Nullable Duration retryAfter) {}
        };
    try (HttpConnector broke = HttpConnector.open(HttpSettings.builder().build(), spent, NOON)) {
      assertThatThrownBy(() -> broke.execute(get("/"))).hasMessage("spent");
    }
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void requests_name_the_program() throws Exception {
    answer(200, "{}");
    http.execute(api.items("t"));
    assertThat(server.takeRequest().getHeaders().get("User-Agent")).startsWith("KBSync/");
  }

  @Test
  void headers_of_a_retrofit_go_with_its_requests_alone() throws Exception {
    HttpFixture.Api keyed =
        http.retrofit(
                server.url("/"),
                new com.squareup.moshi.Moshi.Builder().build(),
                Map.of("Authorization", new io.kbsync.api.config.Secret("Bearer k")))
            .create(Api.class);
    answer(200, "{}");
    answer(200, "{}");
    http.execute(keyed.items("t"));
    http.execute(api.items("t"));
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer k");
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
    assertThat(calls.awaited).hasSize(2);
  }

  @Test
  void an_answer_that_drips_is_given_up_and_may_come_right_later() throws Exception {
    connect(HttpSettings.builder().callTimeout(Duration.ofMillis(500)));
    server.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/json")
            .body("{\"a\": \"" + "x".repeat(10_000) + "\"}")
            .throttleBody(1, 50, TimeUnit.MILLISECONDS)
            .build());

    assertThatThrownBy(() -> http.execute(api.items("t")))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("it took too long");
  }

  @Test
  void an_overlong_call_is_retriable_not_cancelled() throws Exception {
    http.close();
    connect(HttpSettings.builder().callTimeout(Duration.ofMillis(200)));
    server.enqueue(SILENCE);
    assertThatThrownBy(() -> http.execute(api.items("t")))
        .isInstanceOfSatisfying(
            RetriableException.class, e -> assertThat(e.outcomeUnknown()).isFalse())
        .hasMessageContaining("took too long");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void the_page_of_an_error_is_read_up_to_a_limit() throws Exception {
    answer(502, "x".repeat(1_000_000));
    assertThat(http.execute(api.items("t")).errorBody().contentLength())
        .isEqualTo(Answers.ERROR_BODY_LIMIT);
  }

  @Test
  void an_answer_without_an_end_is_given_up() {
    String large = "{\"a\": \"" + "x".repeat((int) Answers.ANSWER_LIMIT) + "\"}";
    answer(200, large);
    assertThatThrownBy(() -> http.execute(api.items("t")))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("longer than 33554432 bytes");
  }

  @Test
  void a_lost_answer_never_sends_a_post_twice() {
    dropTheAnswer();
    answer(200, "{}");
    assertThatThrownBy(() -> http.execute(api.create(Map.of())))
        .isInstanceOfSatisfying(
            RetriableException.class, e -> assertThat(e.outcomeUnknown()).isTrue());
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void a_lost_answer_on_a_reused_connection_never_sends_a_post_twice() throws Exception {
    answer(200, "{}");
    http.execute(api.items("t"));
    dropTheAnswer();
    answer(200, "{}");
    assertThatThrownBy(() -> http.execute(api.create(Map.of())))
        .isInstanceOf(RetriableException.class);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void a_server_that_is_ready_at_once_still_gets_a_post_once() throws Exception {
    answer(503, "", "Retry-After", "0");
    answer(200, "{}");
    assertThat(http.execute(api.create(Map.of())).code()).isEqualTo(503);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private void dropTheAnswer() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
  }

  @Test
  void a_streamed_upload_arrives_whole() throws Exception {
    answer(200, "{}");
    byte[] content = "报告".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    RequestBody body =
        OneShotBody.of(null, content.length, () -> new java.io.ByteArrayInputStream(content));
    assertThat(body.isOneShot()).isTrue();
    http.execute(get("/up").newBuilder().post(body).build()).close();
    assertThat(server.takeRequest().getBody().utf8()).isEqualTo("报告");
  }

  @Test
  void redirects_are_not_followed() throws Exception {
    answer(302, "", "Location", "/login");
    assertThat(http.execute(api.items("t")).code()).isEqualTo(302);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void redirects_on_the_same_host_are_followed_and_paid_for_where_allowed() throws Exception {
    http.close();
    connect(HttpSettings.builder().sameHostRedirects(true));
    answer(302, "", "Location", "/there?sig=1");
    answer(200, "there");
    try (Response response = http.execute(get("/here"))) {
      assertThat(response.body().string()).isEqualTo("there");
    }
    assertThat(calls.awaited).hasSize(2);
  }

  @Test
  void redirects_to_another_host_are_never_followed() throws Exception {
    http.close();
    connect(HttpSettings.builder().sameHostRedirects(true));
    answer(302, "", "Location", "http://elsewhere.invalid/");
    try (Response response = http.execute(get("/here"))) {
      assertThat(response.code()).isEqualTo(302);
    }
  }

  @Test
  void a_page_inside_a_streamed_body_is_the_callers_to_judge() throws Exception {
    answer(200, "<html>", "Content-Type", "text/html");
    try (ResponseBody body = http.execute(api.content()).body()) {
      assertThat(body.string()).isEqualTo("<html>");
    }
  }

  @Test
  void requests_to_one_server_do_not_queue_in_the_client() throws Exception {
    for (int i = 0; i < 12; i++) {
      server.enqueue(SILENCE);
      async(() -> http.execute(api.items("t")));
    }
    for (int i = 0; i < 12; i++) {
      assertThat(server.takeRequest(10, TimeUnit.SECONDS)).isNotNull();
    }
    http.cancel();
  }

  @Test
  void a_truncated_body_is_retriable() {
    server.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Length", "1000")
            .body(new Buffer().writeUtf8("{\"a\":"))
            .setHeader("Content-Length", "1000")
            .onResponseEnd(new SocketEffect.CloseSocket())
            .build());
    assertThatThrownBy(() -> http.execute(api.items("t"))).isInstanceOf(RetriableException.class);
  }

  @Test
  void bodies_of_retrofit_methods_are_sent_as_json() throws Exception {
    answer(200, "{}");
    http.execute(api.replace(Map.of("name", "报告")));
    RecordedRequest request = server.takeRequest();
    assertThat(request.getBody().utf8()).isEqualTo("{\"name\":\"报告\"}");
    assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
  }
}
