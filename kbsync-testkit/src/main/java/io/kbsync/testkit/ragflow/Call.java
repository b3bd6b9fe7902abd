package io.kbsync.testkit.ragflow;

import io.kbsync.testkit.http.NotJsonException;
import io.kbsync.testkit.http.SimRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request of a known caller to an endpoint that the version has.
 *
 * @param tenant whose key it carries
 * @param ids the variable parts of the path
 */
record Call(SimRequest request, RagflowVersion version, String tenant, List<String> ids) {

  String datasetId() {
    return ids.get(0);
  }

  String documentId() {
    return ids.get(1);
  }

  Optional<String> query(String name) {
    return request.query(name);
  }

  /** The whole number in the query; its absence is the default. */
  int number(String name, int otherwise) {
    String text = query(name).orElse("");
    try {
      return text.isEmpty() ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ApiError.of(
          ApiError.EXCEPTION,
          "ValueError(\"invalid literal for int() with base 10: '" + text + "'\")");
    }
  }

  /** The body; an absent one is an empty object. */
  Map<String, Object> body() {
    try {
      return request.body().length == 0 ? Map.of() : request.json();
    } catch (NotJsonException e) {
      throw version.before(RagflowVersion.V0_25)
          ? ApiError.framework(400, "Bad Request")
          : ApiError.of(
              ApiError.ARGUMENT,
              "Malformed JSON syntax: Missing commas/brackets or invalid encoding");
    }
  }

  /** The texts of a list in the body; an absent one is empty. */
  List<String> texts(String name) {
    return body().get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
