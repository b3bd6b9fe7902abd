package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Asks the simulator as the account, and reads its answers as maps. */
final class ApiClient implements AutoCloseable {

  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);
  private static final String JSON_TYPE = "application/json";

  private final DingTalkSimulator dingTalk;
  private final PlainHttp http = new PlainHttp();

  ApiClient(DingTalkSimulator dingTalk) {
    this.dingTalk = dingTalk;
  }

  record Answer(int status, Map<String, Object> body) {

    Answer hasCode(int expectedStatus, String code) {
      assertThat(body).containsEntry("code", code).containsKeys("message", "requestid");
      assertThat(status).isEqualTo(expectedStatus);
      return this;
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> items(String field) {
      assertThat(body).as("status " + status).containsKey(field);
      return (List<Map<String, Object>>) body.get(field);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> item(String field) {
      assertThat(body).as("status " + status).containsKey(field);
      return (Map<String, Object>) body.get(field);
    }

    List<Object> each(String field, String inner) {
      return items(field).stream().map(item -> item.get(inner)).toList();
    }

    String text(String field) {
      return String.valueOf(body.get(field));
    }
  }

  PlainHttp http() {
    return http;
  }

  String token() throws IOException {
    return post(
            "/v1.0/oauth2/accessToken",
            "",
            "{\"appKey\":\"%s\",\"appSecret\":\"%s\"}"
                .formatted(dingTalk.clientId(), dingTalk.clientSecret()))
        .text("accessToken");
  }

  /** A GET with a fresh token; the path ends in {@code unionId=} or {@code operatorId=}. */
  Answer get(String path) throws IOException {
    return get(path, token());
  }

  Answer get(String path, String token) throws IOException {
    return answer(
        http.get(dingTalk.apiUrl() + path + union(), Map.of("x-acs-dingtalk-access-token", token)));
  }

  Answer post(String path, String json) throws IOException {
    return post(path, token(), json);
  }

  Answer downloadInfo(Entry file) throws IOException {
    return post(
        "/v1.0/storage/spaces/%s/dentries/%s/downloadInfos/query?unionId="
            .formatted(file.spaceId(), file.dentryId()),
        "{}");
  }

  Answer list(Entry folder, String more) throws IOException {
    return get(
        "/v1.0/storage/spaces/%s/dentries?parentId=%s%s&unionId="
            .formatted(folder.spaceId(), folder.dentryId(), more));
  }

  Answer query(Entry entry) throws IOException {
    return post(
        "/v1.0/storage/spaces/%s/dentries/%s/query?unionId="
            .formatted(entry.spaceId(), entry.dentryId()),
        "{}");
  }

  Answer nodes(Entry parent, String more) throws IOException {
    return get("/v2.0/wiki/nodes?parentNodeId=%s%s&operatorId=".formatted(parent.uuid(), more));
  }

  Answer post(String path, String token, String json) throws IOException {
    Map<String, String> headers =
        token.isEmpty() ? Map.of() : Map.of("x-acs-dingtalk-access-token", token);
    String url = dingTalk.apiUrl() + path + (path.endsWith("=") ? union() : "");
    return answer(http.post(url, headers, JSON_TYPE, json));
  }

  Answer oapi(String query, String contentType, String body) throws IOException {
    return answer(
        http.post(dingTalk.oapiUrl() + "/topapi/v2/user/get" + query, Map.of(), contentType, body));
  }

  private String union() {
    return URLEncoder.encode(dingTalk.unionId(), StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked")
  private static Answer answer(PlainHttp.Answer raw) throws IOException {
    assertThat(raw.headers().get("Content-Type")).isEqualTo("application/json;charset=utf-8");
    return new Answer(
        raw.status(), (Map<String, Object>) Objects.requireNonNull(JSON.fromJson(raw.text())));
  }

  @Override
  public void close() {
    http.close();
  }
}
