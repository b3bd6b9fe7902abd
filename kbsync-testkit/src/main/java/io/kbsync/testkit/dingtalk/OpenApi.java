package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The gateway of api.dingtalk.com: finds the call, checks token and permission, writes errors. */
final class OpenApi {

  private static final String TOKEN_PATH = "/v1.0/oauth2/accessToken";
  private static final String TOKEN_HEADER = "x-acs-dingtalk-access-token";

  private final DingTalkWorld world;
  private final Account account;
  private final Quirks quirks;
  private final Tokens tokens;
  private final LongSupplier callsCounted;
  private final List<Route> routes;
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param callsCounted how many calls of the month are spent, this one included
   */
  OpenApi(
      DingTalkWorld world,
      Account account,
      Quirks quirks,
      Tokens tokens,
      LongSupplier callsCounted,
      List<Route> routes) {
    this.world = world;
    this.account = account;
    this.quirks = quirks;
    this.tokens = tokens;
    this.callsCounted = callsCounted;
    this.routes = List.copyOf(routes);
  }

  /** The name under which a request is counted. */
  String endpoint(SimRequest request) {
    if (request.path().equals(TOKEN_PATH)) {
      return "token";
    }
    return find(request).map(found -> found.route().endpoint()).orElse("unknown");
  }

  SimResponse answer(SimRequest request) {
    String requestId = "01A0SIM-" + requests.incrementAndGet();
    try {
      return SimResponse.json(200, body(request));
    } catch (ApiException error) {
      return SimResponse.json(error.status(), error.body(requestId));
    }
  }

  private Map<String, Object> body(SimRequest request) {
    if (request.path().equals(TOKEN_PATH) && request.method().equals("POST")) {
      return token(new ApiCall(request, List.of()));
    }
    Found found = find(request).orElseThrow(ApiException::notFound);
    requireToken(request);
    requirePermission(found.route());
    requireQuota();
    synchronized (world) {
      return found.route().answer().to(new ApiCall(request, found.ids()));
    }
  }

  private Map<String, Object> token(ApiCall call) {
    Map<String, Object> body = call.body();
    boolean known =
        Json.stringAt(body, "appKey").filter(account.clientId()::equals).isPresent()
            && Json.stringAt(body, "appSecret").filter(account.clientSecret()::equals).isPresent();
    if (!known) {
      throw new ApiException(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
    }
    return Json.object("accessToken", tokens.issue(), "expireIn", Tokens.LIFE.toSeconds());
  }

  private void requireToken(SimRequest request) {
    String token =
        request
            .header(TOKEN_HEADER)
            .orElseThrow(
                () ->
                    new ApiException(
                        400,
                        "AuthenticationFailed.MissingParameter",
                        "缺少参数：x-acs-dingtalk-access-token"));
    if (!tokens.isValid(token)) {
      throw new ApiException(400, "InvalidAuthentication", "不合法的access_token");
    }
  }

  private void requirePermission(Route route) {
    if (!quirks.isGranted(route.permission())) {
      throw ApiException.missingScope(
          route.permission().scope(), quirks.has(Quirk.NEW_PERMISSION_MESSAGE));
    }
  }

  private void requireQuota() {
    if (callsCounted.getAsLong() > quirks.monthlyQuota()) {
      throw new ApiException(
          403, "Forbidden.AccessDenied.ApiCountLimitForOrg", "企业的API调用次数已达到本月上限");
    }
  }

  private Optional<Found> find(SimRequest request) {
    for (Route route : routes) {
      Optional<List<String>> ids = route.match(request.method(), request.path());
      if (ids.isPresent()) {
        return Optional.of(new Found(route, ids.get()));
      }
    }
    return Optional.empty();
  }

  private record Found(Route route, List<String> ids) {}
}
