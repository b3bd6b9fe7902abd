package io.kbsync.testkit.dingtalk.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes, their children, their rights, and the download of what was uploaded. */
final class DentryApi {

  private static final int MAX_PAGE = 100;

  private final Access access;
  private final WebDocuments documents;
  private final ObjectStore store;

  DentryApi(Access access, WebDocuments documents, ObjectStore store) {
    this.access = access;
    this.documents = documents;
    this.store = store;
  }

  List<WebRoute> routes() {
    return List.of(
        WebRoute.call("GET", "/box/api/v2/dentry/info", "web.dentryInfo", this::info),
        WebRoute.call("GET", "/box/api/v2/dentry/list", "web.dentryList", this::list),
        WebRoute.call("GET", "/box/api/v1/space/info", "web.spaceInfo", this::space),
        WebRoute.call(
            "POST", "/box/api/v1/dentry/operationGuard", "web.operationGuard", this::guard),
        WebRoute.call("GET", "/box/api/v2/file/download", "web.fileDownload", this::download));
  }

  private Map<String, Object> info(WebCall call) {
    return json(call, access.readable(call, call.query("dentryUuid")));
  }

  private Map<String, Object> list(WebCall call) {
    WebDocument parent = access.readable(call, call.query("dentryUuid"));
    List<WebDocument> all = documents.children(parent.uuid());
    int from = number(call, "loadMoreId", 0);
    int to = Math.min(all.size(), from + Math.min(MAX_PAGE, number(call, "pageSize", 30)));
    List<Object> page = new ArrayList<>();
    all.subList(Math.min(from, to), to).forEach(child -> page.add(json(call, child)));
    // The mark for the next page comes with the last one, too.
    return Map.of("children", page, "hasMore", to < all.size(), "loadMoreId", Integer.toString(to));
  }

  private Map<String, Object> space(WebCall call) {
    String id = call.query("id");
    WebDocument root = documents.rootOf(id).orElseThrow(WebError::noPermission);
    access.readable(call, root.uuid());
    return Map.of("id", id, "spaceId", id, "rootDentryUuid", root.uuid());
  }

  private Map<String, Object> guard(WebCall call) {
    Map<String, Object> body = call.json();
    if (!"DOWNLOAD".equals(body.get("operationType"))
        || !(body.get("resourceIdList") instanceof List<?> ids)
        || ids.isEmpty()) {
      throw WebError.badRequest("operationType 或 resourceIdList 不合法");
    }
    boolean blocked =
        ids.stream().anyMatch(id -> !access.mayDownload(access.readable(call, String.valueOf(id))));
    return Map.of("isBlocked", blocked);
  }

  private Map<String, Object> download(WebCall call) {
    WebDocument file = access.downloadable(call, call.query("dentryUuid"));
    if (file.kind() != WebDocument.Kind.FILE) {
      throw WebError.badRequest("不支持下载该类型");
    }
    String path = store.newPath(file.extension());
    store.put(path, file.file(file.extension()).orElseThrow(), file.name());
    return Map.of(
        "downloadType",
        "URL_PRE_SIGNATURE",
        "ossUrlPreSignatureInfo",
        Map.of("preSignUrls", List.of(store.download(path, file.name()))));
  }

  private Map<String, Object> json(WebCall call, WebDocument document) {
    Map<String, Object> json = new TreeMap<>();
    json.put("dentryUuid", document.uuid());
    json.put("dentryKey", document.dentryKey());
    json.put("docKey", document.docKey());
    json.put("name", document.name());
    json.put("extension", document.extension());
    json.put("contentType", contentType(document.kind()));
    json.put("dentryType", document.kind() == WebDocument.Kind.FOLDER ? "folder" : "file");
    json.put("spaceId", document.spaceId());
    json.put("corpId", call.loggedIn().account().corpId());
    json.put("hasChildren", document.hasChildren());
    json.put("createdTime", document.createdAt().toEpochMilli());
    json.put("updatedTime", document.modifiedAt().toEpochMilli());
    if (document.kind() == WebDocument.Kind.LINK) {
      json.put("linkSourceInfo", Map.of("extension", endOf(document.name())));
    }
    json.put("illegal", false);
    json.put("isInTrash", false);
    boolean may = access.mayDownload(document);
    json.put("securityInfo", Map.of("forbiddenCopy", Map.of("value", !may)));
    json.put(
        "visitorRelatedInfo",
        Map.of("dentryActions", may ? List.of("READ", "DOWNLOAD") : List.of("READ")));
    return json;
  }

  private static String contentType(WebDocument.Kind kind) {
    return switch (kind) {
      case ONLINE -> "alidoc";
      case LINK -> "link";
      case FILE -> "document";
      case FOLDER -> "folder";
    };
  }

  private static String endOf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static int number(WebCall call, String name, int usual) {
    try {
      return call.request()
          .query(name)
          .filter(n -> !n.isEmpty())
          .map(Integer::valueOf)
          .orElse(usual);
    } catch (NumberFormatException notANumber) {
      throw WebError.badRequest(name + " 不合法");
    }
  }
}
