package io.kbsync.testkit.dingtalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Does over plain HTTP what pages do, and follows no redirects by itself. */
final class DocsClient {

  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String docsUrl;
  private final DocsWeb web;
  private final Map<String, String> cookies = new TreeMap<>();

  DocsClient(String docsUrl, DocsWeb web) {
    this.docsUrl = docsUrl;
    this.web = web;
  }

  /** The whole way of a login; gives the landing, which sets the cookies. */
  HttpResponse<byte[]> logIn(WebAccount account, boolean remember)
      throws IOException, InterruptedException {
    return land(scannedBack(account, remember, docsUrl + "/i/desktop"));
  }

  /** Where the browser is sent once the code was scanned. */
  String scannedBack(WebAccount account, boolean remember, String go)
      throws IOException, InterruptedException {
    Map<String, Object> code = data(send("POST", web.loginUrl() + "/oauth2/qrcode/new", Map.of()));
    web.scan(account);
    Map<String, Object> poll =
        data(
            send(
                "GET",
                "%s/oauth2/qrcode/poll?token=%s&remember=%s&go=%s"
                    .formatted(
                        web.loginUrl(), code.get("token"), remember, URLEncoder.encode(go, UTF_8)),
                Map.of()));
    return String.valueOf(poll.get("back"));
  }

  HttpResponse<byte[]> land(String back) throws IOException, InterruptedException {
    HttpResponse<byte[]> landing = send("GET", back, Map.of());
    for (String cookie : landing.headers().allValues("Set-Cookie")) {
      String pair = cookie.split(";", -1)[0];
      cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return landing;
  }

  String token() {
    return Objects.requireNonNull(cookies.get("doc_atoken"));
  }

  Map<String, Object> get(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    return json(send("GET", docsUrl + path, headers));
  }

  Map<String, Object> post(String path, Map<String, String> headers, Map<String, Object> body)
      throws IOException, InterruptedException {
    return json(postRaw(path, headers, body));
  }

  HttpResponse<byte[]> postRaw(String path, Map<String, String> headers, Map<String, Object> body)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", "application/json");
    return send("POST", docsUrl + path, all, BodyPublishers.ofString(JSON.toJson(body)));
  }

  /** To the object storage: without cookies. */
  HttpResponse<byte[]> put(String url, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return sendBare("PUT", url, headers, BodyPublishers.ofString(body));
  }

  /** From the object storage: without cookies. */
  HttpResponse<byte[]> fetch(String url, Map<String, String> headers)
      throws IOException, InterruptedException {
    return sendBare("GET", url, headers, BodyPublishers.noBody());
  }

  HttpResponse<byte[]> send(String method, String url, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(method, url, headers, BodyPublishers.noBody());
  }

  private HttpResponse<byte[]> send(
      String method, String url, Map<String, String> headers, BodyPublisher body)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(
        "Cookie",
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ", "cna=x; ", "")));
    return sendBare(method, url, all, body);
  }

  private HttpResponse<byte[]> sendBare(
      String method, String url, Map<String, String> headers, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, body);
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  static Map<String, Object> data(HttpResponse<byte[]> response) throws IOException {
    return data(json(response));
  }

  /** What a successful answer brings. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> data(Map<String, Object> answer) {
    assertThat(answer).containsEntry("isSuccess", true);
    return (Map<String, Object>) Objects.requireNonNull(answer.get("data"));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> json(HttpResponse<byte[]> response) throws IOException {
    assertThat(response.statusCode()).isNotEqualTo(302);
    return (Map<String, Object>) parse(new String(response.body(), UTF_8));
  }

  static Object parse(String json) throws IOException {
    return Objects.requireNonNull(JSON.fromJson(json));
  }

  static String write(Object json) {
    return JSON.toJson(json);
  }

  /** The value at the end of these names; numbers count in lists. */
  static Object at(Object json, Object... names) {
    Object value = json;
    for (Object name : names) {
      value =
          name instanceof Integer index
              ? ((List<?>) value).get(index)
              : ((Map<?, ?>) value).get(name);
      assertThat(value).as(String.valueOf(name)).isNotNull();
    }
    return Objects.requireNonNull(value);
  }
}
