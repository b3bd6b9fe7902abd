package io.kbsync.http;

import com.squareup.moshi.Moshi;
import io.kbsync.api.ApiGroup;
import io.kbsync.api.ConnectorException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Query;
import retrofit2.http.Streaming;

/** A server, a connector to it, and an API with one method of each kind. */
abstract class HttpFixture {

  static final Clock NOON = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  static final MockResponse SILENCE =
      new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();

  interface Api {
    @GET("items")
    @CallGroup("items")
    Call<Map<String, Object>> items(@Query("access_token") String token);

    @POST("items")
    @CallGroup(value = "items.write", counted = false)
    Call<Map<String, Object>> create(@Body Map<String, String> item);

    @PUT("items")
    @CallGroup("items")
    Call<Map<String, Object>> replace(@Body Map<String, String> item);

    @Streaming
    @GET("content")
    @CallGroup("content")
    Call<ResponseBody> content();
  }

  final MockWebServer server = new MockWebServer();
  final RecordedCalls calls = new RecordedCalls();
  HttpConnector http;
  Api api;

  @BeforeEach
  void start() throws IOException, ConnectorException {
    server.start();
    connect(HttpSettings.builder().readTimeout(Duration.ofSeconds(20)));
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  final void connect(HttpSettings.Builder settings) throws ConnectorException {
    http = HttpConnector.open(settings.build(), calls, NOON);
    api = http.retrofit(server.url("/"), new Moshi.Builder().build()).create(Api.class);
  }

  final void answer(int code, String body, String... header) {
    MockResponse.Builder response =
        new MockResponse.Builder()
            .code(code)
            .setHeader("Content-Type", "application/json")
            .body(body);
    for (int i = 0; i + 1 < header.length; i += 2) {
      response.setHeader(header[i], header[i + 1]);
    }
    server.enqueue(response.build());
  }

  final Request get(String path) {
    return new Request.Builder()
        .url(server.url(path))
        .tag(ApiGroup.class, ApiGroup.counted("raw"))
        .build();
  }

  interface Work {
    Object run() throws Exception;
  }

  static CompletableFuture<Object> async(Work work) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                result.complete(work.run());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            })
        .start();
    return result;
  }
}
