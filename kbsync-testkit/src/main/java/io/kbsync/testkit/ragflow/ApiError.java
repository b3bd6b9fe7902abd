package io.kbsync.testkit.ragflow;

import io.kbsync.testkit.http.SimResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that is no success. */
final class ApiError extends RuntimeException {

  static final int EXCEPTION = 100;
  static final int ARGUMENT = 101;
  static final int DATA = 102;
  static final int PERMISSION = 108;
  static final int AUTHENTICATION = 109;
  static final int SERVER = 500;

  private final int status;
  private final int code;
  private final @Nullable Object data;

  private ApiError(int status, int code, String message, @Nullable Object data) {
    super(message);
    this.status = status;
    this.code = code;
    this.data = data;
  }

  /** HTTP 200, as nearly all of them. */
  static ApiError of(int code, String message) {
    return new ApiError(200, code, message, null);
  }

  static ApiError of(int code, String message, @Nullable Object data) {
    return new ApiError(200, code, message, data);
  }

  static ApiError http(int status, int code, String message) {
    return new ApiError(status, code, message, null);
  }

  /** What the server makes of an exception of its framework. */
  static ApiError framework(int status, String words) {
    String name = words.replace(" ", "");
    return of(EXCEPTION, "<" + name + " '" + status + ": " + words + "'>");
  }

  SimResponse response() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("data", data);
    body.put("message", getMessage());
    return SimResponse.json(status, body);
  }
}
