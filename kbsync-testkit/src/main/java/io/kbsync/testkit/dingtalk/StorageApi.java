package io.kbsync.testkit.dingtalk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** Files and folders by numeric ids: {@code /v1.0/storage}. */
final class StorageApi {

  private static final int PAGE = 50;
  private static final int BATCH = 30;
  private static final int VERSIONS = 100;

  private final DingTalkWorld world;
  private final Account account;
  private final Pages pages;
  private final Quirks quirks;
  private final DentryJson json;
  private final DentryJson jsonOfListAll;
  private final SpaceOrder order;

  StorageApi(DingTalkWorld world, Account account, Pages pages, Quirks quirks) {
    this.world = world;
    this.account = account;
    this.pages = pages;
    this.quirks = quirks;
    this.json = new DentryJson(account, quirks, quirks::storageDates);
    this.jsonOfListAll = new DentryJson(account, quirks, quirks::listAllDates);
    this.order = new SpaceOrder(world);
  }

  List<Route> routes() {
    String dentries = "/v1.0/storage/spaces/*/dentries";
    Permission read = Permission.STORAGE_FILE;
    return List.of(
        Route.get(dentries, "dentries.list", read, this::list),
        Route.post(dentries + "/listAll", "dentries.listAll", read, this::listAll),
        Route.post(dentries + "/query", "dentries.batch", read, this::batch),
        Route.post(dentries + "/*/query", "dentries.query", read, this::query),
        Route.get(dentries + "/*/versions", "dentries.versions", read, this::versions));
  }

  private Map<String, Object> list(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    Entry folder = entry(call.id(0), call.required("parentId"));
    requireNormal(folder);
    List<Entry> children = new ArrayList<>(folder.shownChildren());
    children.sort(order(call));
    return pages.page("dentries", children, call.page("paramError"), PAGE, json::of);
  }

  private Map<String, Object> listAll(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    requireListAll();
    Entry root = entry(call.id(0), "0");
    boolean descending = Json.stringAt(call.option(), "order").orElse("ASC").equals("DESC");
    NavigableMap<String, Entry> all = order.of(root);
    return pages.pageInOrder(
        "dentries",
        descending ? all.descendingMap() : all,
        call.optionPage(),
        PAGE,
        entry -> !entry.isDeleted() && !entry.isDenied(),
        jsonOfListAll::of);
  }

  private void requireListAll() {
    switch (quirks.listAll()) {
      case DENIED -> throw ApiException.permissionDenied();
      case FORBIDDEN ->
          throw ApiException.missingScope(
              Permission.STORAGE_FILE.scope(), quirks.has(Quirk.NEW_PERMISSION_MESSAGE));
      case NOT_FOUND -> throw ApiException.notFound();
      case UNSUPPORTED ->
          throw new ApiException(400, "operationNotSupported", "The operation is not supported.");
      case AVAILABLE -> {}
    }
  }

  private Map<String, Object> query(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    return Json.object("dentry", json.of(entry(call.id(0), call.id(1))));
  }

  private Map<String, Object> batch(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    List<String> ids = Json.stringsAt(call.body(), "dentryIds");
    if (ids.isEmpty() || ids.size() > BATCH) {
      throw ApiException.paramError("dentryIds must hold 1 to " + BATCH + " ids");
    }
    return Json.object("resultItems", ids.stream().map(id -> item(call.id(0), id)).toList());
  }

  private Map<String, Object> item(String spaceId, String dentryId) {
    Map<String, Object> item = Json.object("dentryId", dentryId, "spaceId", spaceId);
    try {
      item.put("dentry", json.of(entry(spaceId, dentryId)));
      item.put("success", true);
    } catch (ApiException refused) {
      item.put("success", false);
      if (quirks.has(Quirk.BATCH_ERROR_CODES)) {
        item.put("errorCode", refused.code());
      }
    }
    return item;
  }

  private Map<String, Object> versions(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    Entry file = entry(call.id(0), call.id(1));
    return pages.page(
        "dentries",
        file.versions(),
        call.page("paramError"),
        VERSIONS,
        version -> json.of(file, version));
  }

  /** The dentry, if it exists and the account may see it. */
  private Entry entry(String spaceId, String dentryId) {
    return Dentries.find(world, spaceId, dentryId);
  }

  private static void requireNormal(Entry folder) {
    if (folder.isDeleted()) {
      throw Dentries.notExist();
    }
  }

  private static Comparator<Entry> order(ApiCall call) {
    Comparator<Entry> order =
        switch (call.query("orderBy").orElse("MODIFIED_TIME")) {
          case "MODIFIED_TIME" -> Comparator.comparing(Entry::modifiedAt);
          case "CREATE_TIME" -> Comparator.comparing(Entry::createdAt);
          case "NAME" -> Comparator.comparing(Entry::name);
          case "SIZE" -> Comparator.comparing(Entry::size);
          default -> throw ApiException.paramError("orderBy is invalid");
        };
    return call.query("order").orElse("DESC").equals("ASC") ? order : order.reversed();
  }
}
