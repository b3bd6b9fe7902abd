package io.kbsync.testkit.dingtalk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The old API of oapi.dingtalk.com, which answers every error with HTTP 200. */
final class UserApi {

  private static final String APPLY = "https://open-dev.dingtalk.com/appscope/apply?content=";

  private final Account account;
  private final Quirks quirks;
  private final Tokens tokens;

  UserApi(Account account, Quirks quirks, Tokens tokens) {
    this.account = account;
    this.quirks = quirks;
    this.tokens = tokens;
  }

  /**
   * The answer of {@code /topapi/v2/user/get}.
   *
   * @param token null: not sent
   * @param userId null: not sent
   */
  Map<String, Object> get(@Nullable String token, @Nullable String userId) {
    if (token == null || token.isEmpty()) {
      return wrapped("40000", "access_token is blank");
    }
    if (!tokens.isValid(token)) {
      return wrapped("40014", "不合法的access_token");
    }
    if (!quirks.isGranted(Permission.MEMBER)) {
      return missingScope(Permission.MEMBER.scope());
    }
    if (userId == null || userId.isEmpty()) {
      return error(400002, "无效的参数");
    }
    return userId.equals(account.userId()) ? user() : error(quirks.unknownUserCode(), "找不到该用户");
  }

  static Map<String, Object> unknownPath() {
    return Json.object("errcode", 22, "sub_msg", "不合法ApiName", "errmsg", "Invalid method");
  }

  static Map<String, Object> error(int errcode, String errmsg) {
    return Json.object("errcode", errcode, "errmsg", errmsg, "request_id", "4e7exhl6pm0t");
  }

  private static Map<String, Object> wrapped(String subCode, String subMsg) {
    Map<String, Object> body =
        error(88, "ding talk error[subcode=" + subCode + ",submsg=" + subMsg + "]");
    body.put("sub_code", subCode);
    body.put("sub_msg", subMsg);
    return body;
  }

  private Map<String, Object> missingScope(String scope) {
    String message =
        "应用尚未开通所需的权限：[" + scope + "]，点击链接申请并开通即可：" + APPLY + account.clientId() + "%23" + scope;
    Map<String, Object> body = wrapped("60011", message);
    body.put(
        "errmsg",
        "ding talk error[subcode=60011,submsg="
            + (message + ", {requiredScopes=[" + scope + "]}]"));
    return body;
  }

  private Map<String, Object> user() {
    Map<String, Object> body = error(0, "ok");
    body.put(
        "result",
        Json.object(
            "userid", account.userId(),
            "unionid", account.unionId(),
            "name", "张三",
            "active", true,
            "admin", false,
            "boss", false,
            "senior", false,
            "dept_id_list", List.of(1L),
            "exclusive_account", false,
            "hide_mobile", false,
            "real_authed", true));
    return body;
  }
}
