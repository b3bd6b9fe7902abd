package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.http.SimResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON objects as maps. */
final class Json {

  private Json() {}

  /** Names and values in turn; a name without a value is left out. */
  static Map<String, Object> object(@Nullable Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        object.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return object;
  }

  /** As it goes over the wire. */
  static String text(Object value) {
    return SimResponse.json(200, value).bodyText();
  }

  static Map<String, Object> objectAt(Map<String, Object> object, String name) {
    return object.get(name) instanceof Map<?, ?> map ? copy(map) : Map.of();
  }

  /** The strings of the list under this name; empty when there is no such list. */
  static List<String> stringsAt(Map<String, Object> object, String name) {
    return object.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  static Optional<String> stringAt(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The whole number under this name; empty when there is none. */
  static Optional<Long> numberAt(Map<String, Object> object, String name) {
    return object.get(name) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
