package io.kbsync.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation answers. Its length is sent as {@code Content-Length}.
 *
 * @param status the HTTP status
 * @param headers name to value
 * @param cookies the values of as many {@code Set-Cookie} headers
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record SimResponse(
    int status, Map<String, String> headers, List<String> cookies, byte[] body) {

  public SimResponse {
    headers = Map.copyOf(headers);
    cookies = List.copyOf(cookies);
    Objects.requireNonNull(body, "body");
  }

  /** Without cookies. */
  public SimResponse(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, List.of(), body);
  }

  /** Maps, lists, texts, numbers, booleans and null as raw UTF-8 JSON. */
  public static SimResponse json(int status, @Nullable Object value) {
    return utf8(status, "application/json;charset=utf-8", JsonText.write(value));
  }

  public static SimResponse text(int status, String text) {
    return utf8(status, "text/plain;charset=utf-8", text);
  }

  public static SimResponse html(int status, String html) {
    return utf8(status, "text/html;charset=utf-8", html);
  }

  public static SimResponse bytes(int status, String contentType, byte[] body) {
    return new SimResponse(status, Map.of("Content-Type", contentType), body);
  }

  public static SimResponse empty(int status) {
    return new SimResponse(status, Map.of(), new byte[0]);
  }

  /** The same with this header, in place of one of this name. */
  public SimResponse withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, value);
    return new SimResponse(status, more, cookies, body);
  }

  /** The same with this {@code Set-Cookie}, after those that are set already. */
  public SimResponse withCookie(String cookie) {
    List<String> more = new ArrayList<>(cookies);
    more.add(cookie);
    return new SimResponse(status, headers, more, body);
  }

  /** The body as UTF-8. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return status + " (" + body.length + " bytes)";
  }

  private static SimResponse utf8(int status, String contentType, String text) {
    return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }
}
