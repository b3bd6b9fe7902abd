package io.kbsync.testkit.dingtalk;

import java.util.List;
import java.util.Map;

/** Who is told of the changes in a storage space: {@code /v1.0/storage/events}. */
final class EventsApi {

  private final DingTalkWorld world;
  private final Account account;
  private final EventStream stream;

  EventsApi(DingTalkWorld world, Account account, EventStream stream) {
    this.world = world;
    this.account = account;
    this.stream = stream;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
            "/v1.0/storage/events/subscribe",
            "events.subscribe",
            Permission.STORAGE_EVENT,
            this::subscribe));
  }

  private Map<String, Object> subscribe(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    String scope = Json.stringAt(call.body(), "scope").orElse("");
    String id = Json.stringAt(call.body(), "scopeId").orElse("");
    switch (scope) {
      case "ORG" -> requireCorp(id);
      case "SPACE" -> requireSpace(id);
      default -> throw ApiException.paramError("scope is invalid");
    }
    stream.subscribe(id);
    return Json.object("success", true);
  }

  private void requireCorp(String id) {
    if (!id.equals(account.corpId())) {
      throw ApiException.paramError("scopeId is invalid");
    }
  }

  private void requireSpace(String id) {
    if (!id.equals(world.poolId()) && world.space(id).isEmpty()) {
      throw new ApiException(404, "spaceNotExist", "The space does not exist.");
    }
  }
}
