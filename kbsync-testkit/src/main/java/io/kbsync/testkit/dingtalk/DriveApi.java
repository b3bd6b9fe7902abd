package io.kbsync.testkit.dingtalk;

import java.util.List;
import java.util.Map;

/** Drive spaces: {@code /v1.0/drive}. */
final class DriveApi {

  private static final int MOST = 100;

  private final DingTalkWorld world;
  private final Account account;
  private final Pages pages;

  DriveApi(DingTalkWorld world, Account account, Pages pages) {
    this.world = world;
    this.account = account;
    this.pages = pages;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1.0/drive/spaces", "drive.spaces", Permission.DRIVE_SPACE, this::spaces),
        Route.get("/v1.0/drive/mySpaces", "drive.mySpaces", Permission.DRIVE_SPACE, this::mine));
  }

  private Map<String, Object> spaces(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    if (!call.required("spaceType").equals("org")) {
      throw new ApiException(400, "param.error", "spaceType is not supported");
    }
    call.required("maxResults");
    List<DriveSpace> shown = world.spaces().stream().filter(space -> !space.isDenied()).toList();
    return pages.page("spaces", shown, call.page("param.error.maxresults"), MOST, this::json);
  }

  private Map<String, Object> mine(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    Map<String, Object> space = json(world.ownSpace());
    space.put("spaceType", "personal");
    return space;
  }

  private Map<String, Object> json(DriveSpace space) {
    return Json.object(
        "spaceId",
        space.id(),
        "spaceName",
        space.name(),
        "spaceType",
        "org",
        "quota",
        -1L,
        "usedQuota",
        640445953L,
        "permissionMode",
        "acl",
        "createTime",
        Dates.seconds(space.createdAt()),
        "modifyTime",
        Dates.seconds(space.createdAt()));
  }
}
