package io.kbsync.testkit.ragflow;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Plain HTTP calls, as any client makes them. */
final class RagflowCalls implements AutoCloseable {

  private static final MediaType JSON = MediaType.get("application/json");

  final RagflowSimulator simulator;
  private final OkHttpClient client = new OkHttpClient();
  private String authorization;

  RagflowCalls(RagflowSimulator simulator) {
    this.simulator = simulator;
    this.authorization = "Bearer " + simulator.apiKey();
  }

  static RagflowCalls to(RagflowVersion version) {
    return new RagflowCalls(RagflowSimulator.start(version));
  }

  RagflowCalls withAuthorization(String value) {
    this.authorization = value;
    return this;
  }

  Answer get(String path) throws IOException {
    return send(new Request.Builder().url(simulator.url() + path));
  }

  Answer send(String method, String path, Object body) throws IOException {
    String json = new Moshi.Builder().build().adapter(Object.class).serializeNulls().toJson(body);
    return sendText(method, path, json);
  }

  Answer sendText(String method, String path, String json) throws IOException {
    return send(
        new Request.Builder()
            .url(simulator.url() + path)
            .method(method, RequestBody.create(json, JSON)));
  }

  Answer upload(String name, String text) throws IOException {
    return upload(documents(), List.of(name), text);
  }

  Answer upload(String path, List<String> names, String text) throws IOException {
    MultipartBody.Builder body = new MultipartBody.Builder().setType(MultipartBody.FORM);
    names.forEach(name -> body.addFormDataPart("file", name, RequestBody.create(text, null)));
    return send(new Request.Builder().url(simulator.url() + path).post(body.build()));
  }

  /** The list of all documents, in the order of their names. */
  List<Map<?, ?>> list() throws IOException {
    return get(documents() + "?page_size=100&orderby=name&desc=False").docs();
  }

  String documents() {
    return "/api/v1/datasets/" + simulator.dataset().id() + "/documents";
  }

  String chunks() {
    return "/api/v1/datasets/" + simulator.dataset().id() + "/chunks";
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    simulator.close();
  }

  Answer send(Request.Builder request) throws IOException {
    try (Response response =
        client.newCall(request.header("Authorization", authorization).build()).execute()) {
      return new Answer(response.code(), response.body().string());
    }
  }

  /** What came back. */
  record Answer(int status, String body) {

    Map<?, ?> json() throws IOException {
      return (Map<?, ?>) new Moshi.Builder().build().adapter(Object.class).fromJson(body);
    }

    int code() throws IOException {
      return ((Number) json().get("code")).intValue();
    }

    Object data() throws IOException {
      return json().get("data");
    }

    String message() throws IOException {
      return String.valueOf(json().get("message"));
    }

    @SuppressWarnings("unchecked")
    List<Map<?, ?>> docs() throws IOException {
      return (List<Map<?, ?>>) ((Map<?, ?>) data()).get("docs");
    }

    /** The one document of an upload. */
    Map<?, ?> uploaded() throws IOException {
      return (Map<?, ?>) ((List<?>) data()).get(0);
    }
  }
}
