package io.kbsync.testkit.dingtalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.testkit.http.SimResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages, from resources beside this class. */
final class Html {

  /** {@code {{name}}} is a value to be escaped, {@code {{>name}}} another resource. */
  private static final Pattern PLACE = Pattern.compile("\\{\\{(>?)([\\w.-]+)}}");

  private Html() {}

  static SimResponse page(String template, Map<String, String> values) {
    return SimResponse.html(200, fill(template + ".html", values));
  }

  static String fill(String resource, Map<String, String> values) {
    return PLACE
        .matcher(read(resource))
        .replaceAll(place -> Matcher.quoteReplacement(filler(place, values)));
  }

  private static String filler(MatchResult place, Map<String, String> values) {
    String name = place.group(2);
    if (!place.group(1).isEmpty()) {
      return fill(name, values);
    }
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Nothing to put in the place of " + name);
    }
    return escape(value);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String read(String resource) {
    try (InputStream in = Html.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + resource);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the resource " + resource, e);
    }
  }
}
