package io.kbsync.testkit.dingtalk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Knowledge bases: {@code /v2.0/wiki/workspaces}. */
final class WikiApi {

  private static final int PAGE = 30;
  private static final int BATCH = 20;

  private final DingTalkWorld world;
  private final Account account;
  private final Pages pages;
  private final Quirks quirks;
  private final Supplier<String> docsUrl;

  WikiApi(
      DingTalkWorld world, Account account, Pages pages, Quirks quirks, Supplier<String> docsUrl) {
    this.world = world;
    this.account = account;
    this.pages = pages;
    this.quirks = quirks;
    this.docsUrl = docsUrl;
  }

  List<Route> routes() {
    String workspaces = "/v2.0/wiki/workspaces";
    Permission read = Permission.WIKI_WORKSPACE;
    return List.of(
        Route.get(workspaces, "workspaces", read, this::list),
        Route.get("/v2.0/wiki/mineWorkspaces", "mineWorkspaces", read, this::mine),
        Route.get(workspaces + "/*", "workspace", read, this::get),
        Route.post(workspaces + "/batchQuery", "workspaces.batch", read, this::batch));
  }

  private Map<String, Object> list(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    List<KnowledgeBase> shown = new ArrayList<>(world.knowledgeBases());
    if (quirks.has(Quirk.PERSONAL_LISTED)) {
      shown.add(world.ownKnowledgeBase());
    }
    shown.removeIf(base -> !base.role().sees());
    shown.sort(order(call));
    boolean withRole = call.flag("withPermissionRole");
    return pages.page(
        "workspaces", shown, call.page("paramError"), PAGE, base -> json(base, withRole));
  }

  private static Comparator<KnowledgeBase> order(ApiCall call) {
    return switch (call.query("orderBy").orElse("VIEW_TIME_DESC")) {
      case "VIEW_TIME_DESC", "CREATE_TIME_DESC", "MODIFIED_TIME_DESC" ->
          Comparator.comparing(KnowledgeBase::createdAt).reversed();
      default -> throw new ApiException(400, "paramError.orderBy", "orderBy is invalid");
    };
  }

  private Map<String, Object> mine(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    return Json.object("workspace", json(world.ownKnowledgeBase(), true));
  }

  private Map<String, Object> get(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    if (!quirks.has(Quirk.WORKSPACE_GET)) {
      throw notExist();
    }
    KnowledgeBase base = world.base(call.id(0)).orElseThrow(WikiApi::notExist);
    if (!base.role().sees()) {
      throw ApiException.permissionDenied();
    }
    return Json.object("workspace", json(base, call.flag("withPermissionRole")));
  }

  private Map<String, Object> batch(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    List<String> ids = Json.stringsAt(call.body(), "workspaceIds");
    if (ids.isEmpty() || ids.size() > BATCH) {
      throw ApiException.paramError("workspaceIds must hold 1 to " + BATCH + " ids");
    }
    boolean withRole = Boolean.TRUE.equals(call.option().get("withPermissionRole"));
    return Json.object(
        "workspaces",
        ids.stream()
            .map(world::base)
            .flatMap(Optional::stream)
            .filter(base -> base.role().sees())
            .map(base -> json(base, withRole))
            .toList());
  }

  private static ApiException notExist() {
    return new ApiException(404, "workspaceNotExist", "The workspace does not exist.");
  }

  private Map<String, Object> json(KnowledgeBase base, boolean withRole) {
    return Json.object(
        "workspaceId", base.id(),
        "corpId", account.corpId(),
        "rootNodeId", base.root().uuid(),
        "name", base.name(),
        "type", base.isPersonal() ? "PERSONAL" : "TEAM",
        "description", "",
        "url", docsUrl.get() + "/i/spaces/" + base.id() + "/overview",
        "icon", Json.object("type", "EMOJI", "value", "📚"),
        "creatorId", account.userId(),
        "modifierId", account.userId(),
        "createTime", Dates.minutes(base.createdAt()),
        "modifiedTime", Dates.minutes(base.createdAt()),
        "permissionRole", withRole ? base.role().name() : null);
  }
}
