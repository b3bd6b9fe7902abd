package io.kbsync.source.dingtalk.browser;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A good answer of the web side. Anything may be missing. Immutable.
 *
 * @param data what its {@code data} holds; for a body made in the page, the body under {@code made}
 */
public record WebAnswer(Map<String, Object> data) {

  /** A text or number at the end of a path of names. */
  public Optional<String> text(String... path) {
    return Optional.ofNullable(at(path))
        .filter(value -> !(value instanceof Map) && !(value instanceof List))
        .map(value -> value instanceof Double n ? number(n) : value.toString());
  }

  public boolean isTrue(String... path) {
    return Boolean.TRUE.equals(at(path));
  }

  /** The objects of a list. */
  public List<WebAnswer> list(String... path) {
    return at(path) instanceof List<?> all
        ? all.stream().filter(Map.class::isInstance).map(WebAnswer::of).toList()
        : List.of();
  }

  /** The first text of a list. */
  public Optional<String> first(String... path) {
    return at(path) instanceof List<?> all && !all.isEmpty() && all.get(0) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  @SuppressWarnings("unchecked")
  private static WebAnswer of(Object map) {
    return new WebAnswer((Map<String, Object>) map);
  }

  private @Nullable Object at(String... path) {
    Object value = data;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static String number(Double value) {
    return value == Math.rint(value) ? String.valueOf(value.longValue()) : value.toString();
  }
}
