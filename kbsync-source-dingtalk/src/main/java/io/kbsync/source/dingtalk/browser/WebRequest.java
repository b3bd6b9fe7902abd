package io.kbsync.source.dingtalk.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that a page of DingTalk's documents sends. Immutable.
 *
 * @param step what it is for, for people
 * @param body JSON; null: none
 * @param token whether the page's access token goes with it
 * @param make the body that the page makes of the answer, which is a document's content; null: the
 *     answer itself is wanted
 * @param options what goes into that body
 */
public record WebRequest(
    String step,
    String method,
    String path,
    @Nullable String body,
    Map<String, String> headers,
    boolean token,
    @Nullable String make,
    Map<String, String> options) {

  public WebRequest {
    headers = Map.copyOf(headers);
    options = Map.copyOf(options);
  }

  public static WebRequest get(String step, String path) {
    return new WebRequest(step, "GET", path, null, Map.of(), false, null, Map.of());
  }

  public static WebRequest post(String step, String path, String json) {
    return new WebRequest(step, "POST", path, json, Map.of(), false, null, Map.of());
  }

  public WebRequest withToken(Map<String, String> more) {
    return new WebRequest(step, method, path, body, more, true, make, options);
  }

  public WebRequest making(String kind, Map<String, String> with) {
    return new WebRequest(step, method, path, body, headers, token, kind, with);
  }

  Map<String, Object> forPage(String tokenPath) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", method);
    request.put("path", path);
    request.put("body", body);
    request.put("headers", headers);
    request.put("token", token);
    request.put("tokenPath", tokenPath);
    request.put("make", make);
    request.put("options", options);
    return request;
  }
}
