package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.http.NotJsonException;
import io.kbsync.testkit.http.SimRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to api.dingtalk.com that found its call.
 *
 * @param ids the ids in its path
 */
record ApiCall(SimRequest request, List<String> ids) {

  /** The id at this place in the path, counted from 0. */
  String id(int place) {
    return ids.get(place);
  }

  Optional<String> query(String name) {
    return request.query(name);
  }

  /** The query parameter, or the gateway's error for a missing one. */
  String required(String name) {
    return query(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new ApiException(400, "Missing" + name, name + " is mandatory for this action."));
  }

  boolean flag(String name) {
    return query(name).orElse("false").equals("true");
  }

  Optional<Long> number(String name) {
    try {
      return query(name).map(Long::valueOf);
    } catch (NumberFormatException notANumber) {
      throw ApiException.paramError(name + " is not a number");
    }
  }

  /** The page that the query asks for. */
  Pages.Asked page(String sizeError) {
    return new Pages.Asked(query("nextToken"), number("maxResults"), sizeError);
  }

  /** The page that the body's option asks for. */
  Pages.Asked optionPage() {
    return new Pages.Asked(
        Json.stringAt(option(), "nextToken"), Json.numberAt(option(), "maxResults"), "paramError");
  }

  /** The JSON object in the body, or the gateway's errors. */
  Map<String, Object> body() {
    boolean json = request.header("Content-Type").orElse("").startsWith("application/json");
    if (!json || request.body().length == 0) {
      throw new ApiException(400, "Missingbody", "body is mandatory for this action.");
    }
    try {
      return request.json();
    } catch (NotJsonException notJson) {
      throw new ApiException(400, "Invalidbody", "body is not valid JSON.");
    }
  }

  /** The object {@code option} of the body; empty when there is none. */
  Map<String, Object> option() {
    return Json.objectAt(body(), "option");
  }
}
