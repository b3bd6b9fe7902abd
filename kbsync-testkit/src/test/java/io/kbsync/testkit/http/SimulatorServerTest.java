package io.kbsync.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorServerTest {

  private static final String LONG_TEXT = "0123456789".repeat(2_000);

  private final AtomicInteger works = new AtomicInteger();
  private volatile Optional<SimRequest> seen = Optional.empty();
  private final SimulatorServer server = SimulatorServer.start(new Echo());
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(false)
          .readTimeout(Duration.ofSeconds(10))
          .build();

  @AfterEach
  void close() {
    server.close();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  @Test
  void a_request_arrives_with_its_query_decoded_and_its_headers_in_any_case() throws Exception {
    get("/some%20where/a%2Fb?name=%E6%8A%A5+1&name=2&flag");
    SimRequest request = seen.orElseThrow();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/some%20where/a%2Fb");
    assertThat(request.segments()).containsExactly("some where", "a/b");
    assertThat(request.query("name")).contains("报 1");
    assertThat(request.query().get("name")).containsExactly("报 1", "2");
    assertThat(request.query("flag")).contains("");
    assertThat(request.query("none")).isEmpty();
    assertThat(request.header("USER-agent")).isPresent();
  }

  @Test
  void a_json_body_is_a_map_and_anything_else_a_verdict() throws Exception {
    post("/text", "{\"a\":[1,\"报\"]}");
    assertThat(seen.orElseThrow().json()).isEqualTo(Map.of("a", List.of(1.0, "报")));
    post("/text", "[1]");
    assertThatThrownBy(() -> seen.orElseThrow().json()).isInstanceOf(NotJsonException.class);
    post("/text", "nonsense");
    assertThatThrownBy(() -> seen.orElseThrow().json()).isInstanceOf(NotJsonException.class);
  }

  @Test
  void json_is_raw_utf8_and_its_few_escapes_are_in_upper_case() throws Exception {
    Response response = call("/json");
    assertThat(response.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
    assertThat(new String(response.body().bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"报告\":\"\\u001B \\\\u001b é😀 <&>\"}");
  }

  @Test
  void requests_are_counted_by_endpoint() throws Exception {
    get("/a");
    get("/b");
    get("/a");
    Requests requests = server.requests();
    assertThat(requests.count("a")).isEqualTo(2);
    assertThat(requests.count("c")).isZero();
    assertThat(requests.total()).isEqualTo(3);
    assertThat(requests.log()).containsExactly("a", "b", "a");
    assertThat(requests.counts()).isEqualTo(Map.of("a", 2, "b", 1));
    requests.reset();
    assertThat(requests.total()).isZero();
    assertThat(requests.log()).isEmpty();
  }

  @Test
  void a_held_answer_comes_late() throws Exception {
    server.hold(Duration.ofMillis(150));
    long start = System.nanoTime();
    get("/a");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void a_status_stands_in_for_the_work_as_often_as_asked() throws Exception {
    server.faults().on("a").after(1).next(2).inject(Fault.status(503));
    assertThat(List.of(status("/a"), status("/b"), status("/a"), status("/a"), status("/a")))
        .containsExactly(200, 200, 503, 503, 200);
    assertThat(works).hasValue(3);
    assertThat(server.faults().injected()).isEqualTo(2);
  }

  @Test
  void a_fault_without_a_number_holds_until_it_is_cleared() throws Exception {
    server.faults().onAny().inject(Fault.answer(SimResponse.json(200, List.of())));
    assertThat(get("/a")).isEqualTo("[]");
    assertThat(get("/b")).isEqualTo("[]");
    server.faults().clear();
    assertThat(get("/a")).isEqualTo(LONG_TEXT);
  }

  @Test
  void a_fault_may_pick_its_requests() throws Exception {
    server.faults().onAny().when(r -> r.query("x").isPresent()).inject(Fault.status(500));
    assertThat(List.of(status("/a"), status("/a?x=1"))).containsExactly(200, 500);
  }

  @Test
  void a_reset_comes_before_the_work() {
    server.faults().on("a").inject(Fault.reset());
    assertThatThrownBy(() -> get("/a")).isInstanceOf(SocketException.class);
    assertThat(works).hasValue(0);
    assertThat(server.requests().count("a")).isEqualTo(1);
  }

  @Test
  void work_that_nobody_hears_of_is_done_all_the_same() {
    server.faults().on("a").inject(Fault.unanswered());
    assertThatThrownBy(() -> post("/a", LONG_TEXT)).isInstanceOf(SocketException.class);
    assertThat(works).hasValue(1);
  }

  @Test
  void a_body_can_end_in_a_reset() throws Exception {
    server.faults().on("a").inject(Fault.resetInBody());
    try (Response response = call("/a")) {
      assertThat(response.header("Content-Length")).isEqualTo("" + LONG_TEXT.length());
      assertThatThrownBy(() -> response.body().bytes()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void a_body_can_be_shorter_than_its_length_says() throws Exception {
    server.faults().on("a").inject(Fault.truncated());
    try (Response response = call("/a")) {
      assertThat(response.body().contentLength()).isEqualTo(LONG_TEXT.length());
      assertThatThrownBy(() -> response.body().bytes())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("unexpected end of stream");
    }
  }

  @Test
  void a_hanging_request_ends_with_the_server() throws Exception {
    server.faults().on("a").inject(Fault.hang());
    BlockingQueue<IOException> failures = callLater("/a");
    assertThat(server.requests().await("a", 1, Duration.ofSeconds(10))).isTrue();
    assertThat(works).hasValue(0);
    assertThat(failures).isEmpty();
    server.close();
    assertThat(failures.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void a_request_that_never_comes_is_not_waited_for_beyond_the_deadline() throws Exception {
    assertThat(server.requests().await("a", 1, Duration.ofMillis(20))).isFalse();
  }

  @Test
  void a_body_can_drip() throws Exception {
    server.faults().on("a").inject(Fault.drip(LONG_TEXT.length() / 4, Duration.ofMillis(50)));
    long start = System.nanoTime();
    assertThat(get("/a")).isEqualTo(LONG_TEXT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(140));
  }

  @Test
  void an_answer_can_be_late() throws Exception {
    server.faults().on("a").inject(Fault.delay(Duration.ofMillis(100)));
    long start = System.nanoTime();
    assertThat(get("/a")).isEqualTo(LONG_TEXT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(99));
  }

  @Test
  void hooks_run_around_the_work() throws Exception {
    AtomicInteger before = new AtomicInteger(-1);
    AtomicInteger after = new AtomicInteger(-1);
    server.faults().on("a").next(1).inject(Fault.before(() -> before.set(works.get())));
    server.faults().on("a").inject(Fault.after(() -> after.set(works.get())));
    get("/a");
    get("/a");
    assertThat(before).hasValue(0);
    assertThat(after).hasValue(2);
  }

  @Test
  void a_head_request_gets_the_length_alone() throws Exception {
    Request request = new Request.Builder().url(server.url() + "/a").head().build();
    try (Response response = client.newCall(request).execute()) {
      assertThat(response.header("Content-Length")).isEqualTo("" + LONG_TEXT.length());
      assertThat(response.body().bytes()).isEmpty();
    }
  }

  @Test
  void a_defect_of_the_simulation_is_told() throws Exception {
    try (Response response = call("/defect")) {
      assertThat(response.code()).isEqualTo(500);
      assertThat(response.body().string()).contains("on purpose", "GET /defect");
    }
  }

  private String get(String path) throws IOException {
    try (Response response = call(path)) {
      return response.body().string();
    }
  }

  @Test
  void a_server_that_goes_away_refuses_connections_until_it_comes_back() throws Exception {
    get("/a/text");
    server.faults().on("text").next(1).inject(Fault.away());

    assertThatThrownBy(() -> get("/a/text")).isInstanceOf(IOException.class);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> get("/a/text")).isInstanceOf(ConnectException.class);
    }
    server.comeBack();

    assertThat(get("/a/text")).isEqualTo(LONG_TEXT);
    assertThat(works).hasValue(2);
    assertThat(server.requests().total()).isEqualTo(3);
  }

  private int status(String path) throws IOException {
    try (Response response = call(path)) {
      return response.code();
    }
  }

  private Response call(String path) throws IOException {
    return client.newCall(new Request.Builder().url(server.url() + path).build()).execute();
  }

  private void post(String path, String text) throws IOException {
    RequestBody body = RequestBody.create(text, MediaType.get("application/json"));
    Request request = new Request.Builder().url(server.url() + path).post(body).build();
    client.newCall(request).execute().close();
  }

  private BlockingQueue<IOException> callLater(String path) {
    BlockingQueue<IOException> failures = new ArrayBlockingQueue<>(1);
    client
        .newCall(new Request.Builder().url(server.url() + path).build())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                failures.add(e);
              }

              @Override
              public void onResponse(Call call, Response response) {
                response.close();
              }
            });
    return failures;
  }

  /** The endpoint is the last part of the path. */
  private final class Echo implements Simulation {

    @Override
    public String endpoint(SimRequest request) {
      return request.segments().get(request.segments().size() - 1);
    }

    @Override
    public SimResponse answer(SimRequest request) {
      works.incrementAndGet();
      seen = Optional.of(request);
      return switch (endpoint(request)) {
        case "json" -> SimResponse.json(200, Map.of("报告", "\u001b \\u001b é😀 <&>"));
        case "defect" -> throw new IllegalStateException("on purpose");
        default -> SimResponse.text(200, LONG_TEXT);
      };
    }
  }
}
