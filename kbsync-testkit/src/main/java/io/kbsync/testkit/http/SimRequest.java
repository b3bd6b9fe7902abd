package io.kbsync.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/**
 * A request as a simulation sees it.
 *
 * @param method in upper case
 * @param path as it was sent, without the query, still percent-encoded
 * @param query name to values, decoded; a name without a value has the empty one
 * @param headers name to values; looked up in any case
 * @param body the bytes, without transfer coding; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record SimRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    byte[] body) {

  public SimRequest {
    query = Map.copyOf(query);
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** The first value of this query parameter. */
  public Optional<String> query(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The first value of this header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The parts of the path, decoded. */
  public List<String> segments() {
    return new HttpUrl.Builder()
        .scheme("http")
        .host("localhost")
        .encodedPath(path)
        .build()
        .pathSegments();
  }

  /** The body as UTF-8. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The JSON object in the body. Numbers are doubles.
   *
   * @throws NotJsonException when the body is anything else
   */
  public Map<String, Object> json() {
    return JsonText.parseObject(bodyText());
  }

  @Override
  public String toString() {
    return method + " " + path + " (" + body.length + " bytes)";
  }
}
