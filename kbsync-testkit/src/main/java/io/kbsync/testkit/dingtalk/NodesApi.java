package io.kbsync.testkit.dingtalk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The trees of knowledge bases: {@code /v2.0/wiki/nodes}. */
final class NodesApi {

  private static final int PAGE = 50;
  private static final int BATCH = 20;
  private static final Pattern NODE_URL = Pattern.compile("https?://[^/]+/i/nodes/([^/?#]+).*");

  private final DingTalkWorld world;
  private final Account account;
  private final Pages pages;
  private final Quirks quirks;
  private final Supplier<String> docsUrl;

  NodesApi(
      DingTalkWorld world, Account account, Pages pages, Quirks quirks, Supplier<String> docsUrl) {
    this.world = world;
    this.account = account;
    this.pages = pages;
    this.quirks = quirks;
    this.docsUrl = docsUrl;
  }

  List<Route> routes() {
    String nodes = "/v2.0/wiki/nodes";
    Permission read = Permission.WIKI_NODE;
    return List.of(
        Route.get(nodes, "nodes", read, this::list),
        Route.get(nodes + "/*", "node", read, this::get),
        Route.post(nodes + "/queryByUrl", "node.byUrl", read, this::byUrl),
        Route.post(nodes + "/batchQuery", "nodes.batch", read, this::batch));
  }

  private Map<String, Object> list(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    Entry parent = Nodes.find(world, call.required("parentNodeId"), "parentNodeNotExist");
    List<Entry> children = parent.isShortcut() ? List.of() : parent.shownChildren();
    boolean withRole = call.flag("withPermissionRole");
    Map<String, Object> page =
        pages.page("nodes", children, call.page("paramError"), PAGE, node -> json(node, withRole));
    if (quirks.has(Quirk.REPEATED_NODES) && page.get("nodes") instanceof List<?> nodes) {
      page.put("nodes", withFirstAgain(nodes));
    }
    return page;
  }

  private static List<Object> withFirstAgain(List<?> nodes) {
    List<Object> more = new ArrayList<>(nodes);
    nodes.stream().limit(1).forEach(more::add);
    return more;
  }

  private Map<String, Object> get(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    Entry node = Nodes.find(world, call.id(0), "nodeNotExist");
    return Json.object("node", json(node, call.flag("withPermissionRole")));
  }

  private Map<String, Object> byUrl(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    Matcher url = NODE_URL.matcher(Json.stringAt(call.body(), "url").orElse(""));
    if (!url.matches()) {
      throw ApiException.paramError("url is invalid");
    }
    return Json.object("node", json(Nodes.find(world, url.group(1), "nodeNotExist"), false));
  }

  private Map<String, Object> batch(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    List<String> ids = Json.stringsAt(call.body(), "nodeIds");
    if (ids.isEmpty() || ids.size() > BATCH) {
      throw ApiException.paramError("nodeIds must hold 1 to " + BATCH + " ids");
    }
    return Json.object(
        "nodes",
        ids.stream()
            .map(id -> Nodes.visible(world, id))
            .flatMap(Optional::stream)
            .map(node -> json(node, false))
            .toList());
  }

  private Map<String, Object> json(Entry node, boolean withRole) {
    boolean timestamps = quirks.has(Quirk.NODE_TIMESTAMPS);
    Optional<KnowledgeBase> base = node.base();
    return Json.object(
        "nodeId",
        node.uuid(),
        "workspaceId",
        base.map(KnowledgeBase::id).orElse(null),
        "name",
        node.name(),
        "size",
        node.isFolder() ? null : node.size(),
        "type",
        node.isFolder() ? "FOLDER" : "FILE",
        "category",
        node.isFolder() ? null : Category.of(node),
        "extension",
        node.extension().orElse(null),
        "url",
        docsUrl.get() + "/i/nodes/" + node.uuid(),
        "creatorId",
        account.unionId(),
        "modifierId",
        account.unionId(),
        "createTime",
        Dates.minutes(node.createdAt()),
        "modifiedTime",
        Dates.minutes(node.modifiedAt()),
        "hasChildren",
        !node.isShortcut() && !node.shownChildren().isEmpty(),
        "permissionRole",
        withRole ? base.map(b -> b.role().name()).orElse(null) : null,
        "createTimestamp",
        timestamps ? node.createdAt().toEpochMilli() : null,
        "modifiedTimestamp",
        timestamps ? node.modifiedAt().toEpochMilli() : null);
  }
}
