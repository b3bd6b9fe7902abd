package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.http.SimResponse;
import java.util.Map;

/** An answer that ends a call before its work is done. */
final class WebError extends RuntimeException {

  private final transient SimResponse response;

  private WebError(SimResponse response) {
    super(response.toString());
    this.response = response;
  }

  /** A refusal in the form of the JSON calls. */
  static WebError refused(int status, String code, String message) {
    return new WebError(
        SimResponse.json(
            status,
            Map.of(
                "status",
                status,
                "isSuccess",
                false,
                "code",
                code,
                "errorCode",
                code,
                "message",
                message,
                "errorMessage",
                message)));
  }

  static WebError noPermission() {
    return refused(200, "52600003", "暂无权限访问");
  }

  static WebError badRequest(String message) {
    return refused(200, "52600001", message);
  }

  static WebError of(SimResponse response) {
    return new WebError(response);
  }

  SimResponse response() {
    return response;
  }
}
