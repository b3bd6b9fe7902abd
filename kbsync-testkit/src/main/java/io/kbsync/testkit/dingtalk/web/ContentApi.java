package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.http.SimResponse;
import java.util.List;
import java.util.Map;

/** The content of online documents, and the place where their exports are prepared. */
final class ContentApi {

  private final Access access;
  private final ObjectStore store;

  ContentApi(Access access, ObjectStore store) {
    this.access = access;
    this.store = store;
  }

  List<WebRoute> routes() {
    return List.of(
        WebRoute.call("POST", "/api/document/data", "web.documentData", this::data),
        WebRoute.call("POST", "/core/api/resources/9/upload_info", "web.uploadInfo", this::upload));
  }

  private Map<String, Object> data(WebCall call) {
    if (!Boolean.TRUE.equals(call.json().get("fetchBody"))
        && !call.json().containsKey("pageMode")) {
      throw WebError.badRequest("缺少参数 fetchBody");
    }
    WebDocument document = access.named(call, false);
    if (document.kind() != WebDocument.Kind.ONLINE) {
      throw WebError.badRequest("不是在线文档");
    }
    String content = SimResponse.json(200, document.checkpoint()).bodyText();
    return Map.of(
        "documentContent",
        Map.of(
            "checkpoint",
            Map.of(
                "content",
                content,
                "baseVersion",
                document.version(),
                "cpOssSize",
                content.length())),
        "accessToken",
        openToken(document),
        "userInfo",
        SessionApi.userInfo(call),
        "fileMetaInfo",
        Map.of(
            "name",
            document.name(),
            "corpId",
            call.loggedIn().account().corpId(),
            "gmtCreate",
            document.createdAt().toEpochMilli(),
            "securityPolicyControl",
            Map.of("watermarkEnable", false)));
  }

  /** What an export as PDF shows as {@code docOpenToken}. */
  static String openToken(WebDocument document) {
    return "open-" + document.docKey() + "-" + document.version();
  }

  private Map<String, Object> upload(WebCall call) {
    call.requireToken();
    Map<String, Object> body = call.json();
    String name = call.field("resourceName");
    if (!(body.get("size") instanceof Number size)
        || size.longValue() <= 0
        || !"".equals(body.get("contentType"))) {
      throw WebError.badRequest("size 或 contentType 不合法");
    }
    String path = store.expectUpload(size.longValue());
    return Map.of(
        "storagePath",
        path,
        "uploadUrl",
        store.signed(path),
        "resourceId",
        name,
        "resourceUrl",
        "/core/api/resources/img/" + path);
  }
}
