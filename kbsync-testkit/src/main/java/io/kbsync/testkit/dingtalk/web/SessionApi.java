package io.kbsync.testkit.dingtalk.web;

import java.util.List;
import java.util.Map;

/** Who is logged in. */
final class SessionApi {

  List<WebRoute> routes() {
    return List.of(
        WebRoute.call(
            "POST",
            "/portal/api/v1/token/getAccessToken",
            "web.getAccessToken",
            call -> Map.of("accessToken", call.loggedIn().accessToken())),
        WebRoute.call("POST", "/api/users/getUserInfo", "web.getUserInfo", call -> userInfo(call)));
  }

  static Map<String, Object> userInfo(WebCall call) {
    WebAccount account = call.loggedIn().account();
    return Map.of(
        "userId",
        account.userId(),
        "nick",
        account.nick(),
        "user",
        Map.of("nick", account.nick()),
        "orgs",
        List.of(Map.of("corpId", account.corpId(), "name", account.corpName(), "isMainOrg", true)));
  }
}
