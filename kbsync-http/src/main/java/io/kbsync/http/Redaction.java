package io.kbsync.http;

import java.util.regex.Pattern;
import okhttp3.Request;

/** Takes secrets out of what people get to read: log lines, messages. Pure. */
public final class Redaction {

  private static final String MASK = "****";

  private static final Pattern NAMED_VALUE =
      Pattern.compile(
          "(?i)([\\w-]*(?:token|secret|password|signature|authorization|apikey|api_key|api-key"
              + "|accesskeyid|credential|cookie)[\\w-]*[\"']?\\s*[=:]\\s*[\"']?)(?:bearer\\s+|basic\\s+)?"
              + "[^\\s\"'&,;}]+");

  private static final Pattern KEY =
      Pattern.compile("(?i)(bearer\\s+|basic\\s+|ragflow-)[\\w.~+/=-]{6,}");

  private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?\"'<>]+)\\?[^\\s\"'<>]*");

  private static final Pattern LOGIN = Pattern.compile("(https?://)[^\\s/@]+@");

  private Redaction() {}

  /** What a request is called in messages: method, host and path, never its query or headers. */
  public static String target(Request request) {
    return request.method() + " " + request.url().host() + request.url().encodedPath();
  }

  /**
   * The text with everything masked that looks like a secret: queries and logins of addresses, keys
   * and tokens, values whose name says what they are.
   */
  public static String text(String text) {
    String masked = QUERY.matcher(text).replaceAll("$1?" + MASK);
    masked = LOGIN.matcher(masked).replaceAll("$1" + MASK + "@");
    masked = KEY.matcher(masked).replaceAll("$1" + MASK);
    return NAMED_VALUE.matcher(masked).replaceAll("$1" + MASK);
  }
}
