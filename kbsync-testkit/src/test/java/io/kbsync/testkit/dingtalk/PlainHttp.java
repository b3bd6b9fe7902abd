package io.kbsync.testkit.dingtalk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A client that sends what it is told and nothing more. */
final class PlainHttp implements AutoCloseable {

  private final OkHttpClient client = new OkHttpClient.Builder().followRedirects(false).build();

  record Answer(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  Answer get(String url, Map<String, String> headers) throws IOException {
    return send("GET", url, headers, null, null);
  }

  Answer post(String url, Map<String, String> headers, String contentType, String body)
      throws IOException {
    return send("POST", url, headers, contentType, body);
  }

  private Answer send(
      String method,
      String url,
      Map<String, String> headers,
      @Nullable String contentType,
      @Nullable String body)
      throws IOException {
    Request.Builder request = new Request.Builder().url(url);
    headers.forEach(request::header);
    RequestBody content =
        body == null
            ? null
            : RequestBody.create(
                body.getBytes(StandardCharsets.UTF_8),
                contentType == null ? null : MediaType.parse(contentType));
    try (Response response = client.newCall(request.method(method, content).build()).execute()) {
      Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String name : response.headers().names()) {
        all.put(name, String.valueOf(response.header(name)));
      }
      return new Answer(response.code(), all, response.body().bytes());
    }
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
