package io.kbsync.testkit.dingtalk;

import java.util.List;
import java.util.Map;

/** An error of api.dingtalk.com: HTTP status, code and message of the body. */
final class ApiException extends RuntimeException {

  private final int status;
  private final String code;
  private final List<String> requiredScopes;

  ApiException(int status, String code, String message) {
    this(status, code, message, List.of());
  }

  private ApiException(int status, String code, String message, List<String> requiredScopes) {
    super(message);
    this.status = status;
    this.code = code;
    this.requiredScopes = requiredScopes;
  }

  static ApiException paramError(String message) {
    return new ApiException(400, "paramError", message);
  }

  static ApiException permissionDenied() {
    return new ApiException(403, "permissionDenied", "The operator has no permission.");
  }

  static ApiException notFound() {
    return new ApiException(
        404,
        "InvalidAction.NotFound",
        "Specified api is not found, please check your url and method.");
  }

  static ApiException missingScope(String scope, boolean newMessage) {
    String message =
        newMessage
            ? "应用尚未开通所需的权限：[" + scope + "]，点击链接申请并开通即可：https://open-dev.dingtalk.com/appscope/apply"
            : "没有调用该接口的权限，接口权限申请参考：https://open.dingtalk.com/document/orgapp-server/add-api-permission";
    return new ApiException(
        403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", message, List.of(scope));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, Object> body(String requestId) {
    return Json.object(
        "code",
        code,
        "requestid",
        requestId,
        "message",
        getMessage(),
        "accessdenieddetail",
        requiredScopes.isEmpty() ? null : Json.object("requiredScopes", requiredScopes));
  }
}
