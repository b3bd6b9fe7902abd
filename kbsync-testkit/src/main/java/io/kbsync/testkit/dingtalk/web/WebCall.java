package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.http.NotJsonException;
import io.kbsync.testkit.http.SimRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A request to the documents' host that found its route.
 *
 * @param ids the parts of the path that the route left open
 * @param session who is logged in; null where nobody is, which only open routes get to see
 */
record WebCall(SimRequest request, List<String> ids, Sessions.@Nullable Session session) {

  static WebCall of(SimRequest request, Matcher path, Sessions.@Nullable Session session) {
    return new WebCall(
        request, path.groupCount() == 0 ? List.of() : List.of(path.group(1)), session);
  }

  /** The cookies of a request, by name. */
  static Map<String, String> cookies(SimRequest request) {
    Map<String, String> cookies = new HashMap<>();
    for (String pair : request.header("Cookie").orElse("").split("; *", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return cookies;
  }

  Sessions.Session loggedIn() {
    if (session == null) {
      throw new IllegalStateException("The route is open to strangers");
    }
    return session;
  }

  String query(String name) {
    return request
        .query(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> WebError.badRequest("缺少参数 " + name));
  }

  Map<String, Object> json() {
    try {
      return request.json();
    } catch (NotJsonException notJson) {
      throw WebError.badRequest("请求体不是 JSON");
    }
  }

  /** The text under this name in the body. */
  String field(String name) {
    return field(json(), name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> WebError.badRequest("缺少参数 " + name));
  }

  static Optional<String> field(Map<String, Object> json, String name) {
    return json.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Calls about exports carry a token of the session: that of getAccessToken, or the cookie. */
  void requireToken() {
    String sent = request.header("A-Token").orElse("");
    if (!sent.equals(loggedIn().token()) && !sent.equals(loggedIn().accessToken())) {
      throw WebError.refused(200, "AUTH_FAILED", "A-Token 无效");
    }
  }
}
