package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.Faults;
import io.kbsync.testkit.http.SimResponse;

/**
 * What goes wrong at DingTalk. Each method holds for the next {@code times} requests of an endpoint
 * and returns at once. Thread-safe.
 */
public final class DingTalkFaults {

  /** The forms in which DingTalk says that requests come too fast. */
  public enum Throttle {
    /** 403, this application on this call: the usual form. */
    QPS_403(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "应用调用该接口的频率超过限制"),
    /** 403, by the minute. */
    QPM_403(403, "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi", "接口调用超过每分钟的限制"),
    /** 400, as Drive says it. */
    OVERLIMIT_400(400, "request.overlimit", "request over limit"),
    /** 429. */
    BUSY_429(429, "systemBusy", "system is busy"),
    /** 500. */
    BUSY_500(500, "systemBusy", "system is busy"),
    /** 503. */
    TIMEOUT_503(503, "operationTimeout", "operation timeout");

    private final int status;
    private final String code;
    private final String message;

    Throttle(int status, String code, String message) {
      this.status = status;
      this.code = code;
      this.message = message;
    }

    /** The status of HTTP. */
    public int status() {
      return status;
    }

    /** The code in the body. */
    public String code() {
      return code;
    }
  }

  private static final String BAN_PAGE =
      "<!DOCTYPE html><html><head><title>访问被拒绝</title></head><body>punish</body></html>";

  private final Faults faults;

  DingTalkFaults(Faults faults) {
    this.faults = faults;
  }

  /** Too many requests, in the usual form: a 403. */
  public void throttle(String endpoint, int times) {
    throttle(endpoint, times, Throttle.QPS_403);
  }

  public void throttle(String endpoint, int times, Throttle form) {
    fail(endpoint, times, form.status, form.code, form.message);
  }

  /** The quota of the month is spent. */
  public void quotaSpent(String endpoint, int times) {
    fail(endpoint, times, 403, "Forbidden.AccessDenied.ApiCountLimitForOrg", "企业的API调用次数已达到本月上限");
  }

  /** The token is refused, though nobody invalidated it. */
  public void refuseToken(String endpoint, int times) {
    fail(endpoint, times, 400, "InvalidAuthentication", "不合法的access_token");
  }

  /** Any error body of the Open API. */
  public void fail(String endpoint, int times, int status, String code, String message) {
    inject(endpoint, times, error(status, code, message));
  }

  /** An error of the old API, in HTTP 200: 90018 throttles, -1 is busy, 50002 is out of scope. */
  public void failUser(int times, int errcode, String errmsg) {
    inject("user", times, SimResponse.json(200, UserApi.error(errcode, errmsg)));
  }

  /** The guard before the gateway answers with a page in HTML, as HTTP 200. */
  public void banWithHtml(String endpoint, int times) {
    inject(endpoint, times, SimResponse.html(200, BAN_PAGE));
  }

  /** The guard before the gateway answers with a JSON body of its own, as HTTP 200. */
  public void banWithJson(String endpoint, int times) {
    inject(
        endpoint,
        times,
        SimResponse.json(
            200,
            Json.object(
                "status", 1111,
                "wait", 5,
                "source", "x5",
                "punish", "deny",
                "uuid", "0a1b2c3d")));
  }

  private void inject(String endpoint, int times, SimResponse response) {
    faults.on(endpoint).next(times).inject(Fault.answer(response));
  }

  private static SimResponse error(int status, String code, String message) {
    return SimResponse.json(status, new ApiException(status, code, message).body("01A0SIM-FAULT"));
  }
}
