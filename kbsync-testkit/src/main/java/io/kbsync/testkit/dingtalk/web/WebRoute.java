package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.http.SimResponse;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page or call.
 *
 * @param path matches the whole path; at most one part of it is left open
 * @param endpoint the short name under which it is counted
 * @param login whether a session is needed
 */
record WebRoute(String method, Pattern path, String endpoint, boolean login, Answer answer) {

  /** Does the work. */
  @FunctionalInterface
  interface Answer {
    SimResponse to(WebCall call);
  }

  /** Makes the {@code data} of a successful answer in JSON. */
  @FunctionalInterface
  interface Data {
    Map<String, Object> of(WebCall call);
  }

  /** A page for those who are logged in. */
  static WebRoute page(String template, String endpoint, Answer answer) {
    return new WebRoute("GET", pattern(template), endpoint, true, answer);
  }

  /** A page or call for everybody. */
  static WebRoute open(String method, String template, String endpoint, Answer answer) {
    return new WebRoute(method, pattern(template), endpoint, false, answer);
  }

  /** A JSON call for those who are logged in. */
  static WebRoute call(String method, String template, String endpoint, Data data) {
    return new WebRoute(method, pattern(template), endpoint, true, call -> success(data.of(call)));
  }

  static SimResponse success(Map<String, Object> data) {
    return SimResponse.json(200, Map.of("status", 200, "isSuccess", true, "data", data));
  }

  /** {@code *} stands for one part of the path, {@code **} for all the rest. */
  private static Pattern pattern(String template) {
    return Pattern.compile(
        template.replace(".", "\\.").replace("**", "(.+)").replaceAll("(?<!\\.)\\*", "([^/]+)"));
  }
}
