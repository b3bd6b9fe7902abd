package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What editors keep and upload, as parsed JSON. */
final class Checkpoint {

  private Checkpoint() {}

  /** The content as a client gets it: through text, where every number is a double. */
  static Map<String, Object> of(WebDocument document) {
    return parse(SimResponse.json(200, document.checkpoint()).bodyText());
  }

  /** The {@code data} of the only part. */
  static Optional<Map<String, Object>> partData(Map<String, Object> checkpoint) {
    return object(checkpoint.get("parts"))
        .flatMap(parts -> parts.values().stream().findFirst())
        .flatMap(Checkpoint::object)
        .flatMap(part -> object(part.get("data")));
  }

  static Map<String, Object> parse(String json) {
    return new SimRequest("POST", "/", Map.of(), Map.of(), json.getBytes(StandardCharsets.UTF_8))
        .json();
  }

  static Optional<Map<String, Object>> object(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, inner) -> named.put(String.valueOf(name), inner));
    return Optional.of(named);
  }
}
