package io.kbsync.tests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.testkit.dingtalk.DingTalkFaults.Throttle;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A way in which one request goes wrong. */
enum WireFault {
  AWAY("server gone, comes back later", Fault.away()),
  RESET("reset before the answer", Fault.reset()),
  UNANSWERED("done, then reset", Fault.unanswered()),
  RESET_IN_BODY("reset in the body", Fault.resetInBody()),
  TRUNCATED("body cut short", Fault.truncated()),
  HANG("no answer", Fault.hang()),
  LATE("done, answer too late", Fault.delay(FaultWorld.TIMEOUT.plusMillis(700))),
  DRIP("slow drip", Fault.drip(64, Duration.ofMillis(40))),
  BROKEN_JSON("broken JSON", json("{\"result\": [")),
  OTHER_JSON("other JSON", json("[1, 2]")),
  EMPTY_JSON("empty JSON", json("{}")),
  HTML("a web page", Fault.answer(SimResponse.html(200, "<!DOCTYPE html><html>Log in</html>"))),
  STATUS_500("500", Fault.status(500)),
  STATUS_502("502", Fault.status(502)),
  STATUS_503("503", Fault.status(503)),
  STATUS_504("504", Fault.status(504)),
  STATUS_429(
      "429, Retry-After",
      Fault.answer(SimResponse.text(429, "slow down").withHeader("Retry-After", "7"))),
  QPS("throttled: QPS, 403", throttle(Throttle.QPS_403)),
  QPM("throttled: QPM, 403", throttle(Throttle.QPM_403)),
  OVERLIMIT("throttled: overlimit, 400", throttle(Throttle.OVERLIMIT_400)),
  BUSY_429("throttled: systemBusy, 429", throttle(Throttle.BUSY_429)),
  BUSY_500("throttled: systemBusy, 500", throttle(Throttle.BUSY_500)),
  TIMEOUT_503("throttled: operationTimeout, 503", throttle(Throttle.TIMEOUT_503)),
  BUSY_USER("throttled: old API", errcode(90018)),
  GUARD(
      "ban by the guard",
      json("{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"uuid\":\"0a\"}")),
  QUOTA("monthly quota spent", error(403, "Forbidden.AccessDenied.ApiCountLimitForOrg")),
  QUOTA_USER("monthly quota spent: old API", errcode(90020)),
  TOKEN("token invalidated", Fault.reset());

  private static final List<WireFault> DINGTALK_API =
      List.of(QPS, QPM, OVERLIMIT, BUSY_429, BUSY_500, TIMEOUT_503, GUARD, QUOTA, TOKEN);

  private final String words;
  private final Fault fault;

  WireFault(String words, Fault fault) {
    this.words = words;
    this.fault = fault;
  }

  String words() {
    return words;
  }

  /** What goes wrong in this world. */
  Fault in(FaultWorld world) {
    return this == TOKEN ? Fault.before(world.play().dingTalk::invalidateTokens) : fault;
  }

  boolean isSlow() {
    return this == HANG || this == LATE || this == DRIP;
  }

  /** Whether this can happen there. */
  boolean fits(Endpoint endpoint) {
    return switch (endpoint.kind()) {
      case RAGFLOW -> !DINGTALK_API.contains(this) && this != BUSY_USER && this != QUOTA_USER;
      case STORE -> isOfAnyServer() && !isOtherContent();
      case LOGIN -> this != TOKEN && this != QUOTA && this != BUSY_USER && this != QUOTA_USER;
      case OLD_API ->
          isOfAnyServer() || List.of(BUSY_USER, QUOTA_USER, TOKEN, GUARD).contains(this);
      case OPEN_API -> this != BUSY_USER && this != QUOTA_USER;
    };
  }

  private boolean isOfAnyServer() {
    return !DINGTALK_API.contains(this) && this != BUSY_USER && this != QUOTA_USER;
  }

  /** A store that gives other bytes under a true length cannot be found out. */
  private boolean isOtherContent() {
    return this == BROKEN_JSON || this == OTHER_JSON || this == EMPTY_JSON;
  }

  private static Fault json(String text) {
    return Fault.answer(SimResponse.bytes(200, "application/json", text.getBytes(UTF_8)));
  }

  private static Fault throttle(Throttle form) {
    return error(form.status(), form.code());
  }

  private static Fault error(int status, String code) {
    return Fault.answer(
        SimResponse.json(status, Map.of("code", code, "message", "no", "requestid", "0")));
  }

  private static Fault errcode(int errcode) {
    return Fault.answer(SimResponse.json(200, Map.of("errcode", errcode, "errmsg", "no")));
  }
}
