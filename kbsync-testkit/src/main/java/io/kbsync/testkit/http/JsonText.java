package io.kbsync.testkit.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON as text, and as maps and lists. */
final class JsonText {

  private static final JsonAdapter<Object> ANY =
      new Moshi.Builder().build().adapter(Object.class).serializeNulls();
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u[0-9a-f]{4}|.)");

  private JsonText() {}

  /** Raw text wherever JSON allows it; the escapes that it demands in upper case. */
  static String write(@Nullable Object value) {
    String text = ANY.toJson(value);
    // Some clients read the hexadecimal digits of an escape in upper case only.
    return text.contains("\\u") ? ESCAPE.matcher(text).replaceAll(m -> escape(m.group())) : text;
  }

  static Map<String, Object> parseObject(String text) {
    try {
      if (ANY.fromJson(text) instanceof Map<?, ?> object) {
        Map<String, Object> named = new LinkedHashMap<>();
        object.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
      }
    } catch (IOException | JsonDataException e) {
      throw new NotJsonException("The body is not JSON: " + e.getMessage(), e);
    }
    throw new NotJsonException("The body is JSON, but not an object", null);
  }

  private static String escape(String escape) {
    String upper =
        escape.length() > 2 ? "\\u" + escape.substring(2).toUpperCase(Locale.ROOT) : escape;
    return upper.replace("\\", "\\\\");
  }
}
