package io.kbsync.testkit.ragflow;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server accepts as metadata and makes of it. */
final class MetaFields {

  private static final Pattern SEPARATOR = Pattern.compile("[、,，;；|]");

  private MetaFields() {}

  /** From v0.25 on: texts, numbers, booleans (not with the Go server), and lists of those. */
  static void check(@Nullable Object fields, RagflowVersion version) {
    if (!(fields instanceof Map<?, ?> map)) {
      throw ApiError.of(ApiError.DATA, "meta_fields must be a dictionary");
    }
    for (Object value : map.values()) {
      boolean good =
          value instanceof List<?> list
              ? list.stream().allMatch(each -> isPlain(each, version))
              : isPlain(value, version);
      if (!good) {
        throw ApiError.of(
            ApiError.DATA,
            "Field: <meta_fields> - Message: <The type is not supported"
                + (value instanceof List<?> ? " in list: " : ": ")
                + value
                + "> - Value: <"
                + map
                + ">");
      }
    }
  }

  /** What lists will show. From v0.24 on the texts of a list are split, each kept once. */
  static Map<String, Object> stored(Map<?, ?> fields, RagflowVersion version) {
    Map<String, Object> stored = new LinkedHashMap<>();
    fields.forEach(
        (key, value) -> {
          boolean split = value instanceof List<?> && version != RagflowVersion.V0_20;
          stored.put(String.valueOf(key), split ? split((List<?>) value) : value);
        });
    return stored;
  }

  private static boolean isPlain(@Nullable Object value, RagflowVersion version) {
    return value instanceof String
        || value instanceof Number
        || (value instanceof Boolean && version != RagflowVersion.GO);
  }

  private static List<Object> split(List<?> values) {
    Set<Object> parts = new LinkedHashSet<>();
    for (Object value : values) {
      if (value instanceof String text) {
        Arrays.stream(SEPARATOR.split(text))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .forEach(parts::add);
      } else {
        parts.add(value);
      }
    }
    return List.copyOf(parts);
  }
}
