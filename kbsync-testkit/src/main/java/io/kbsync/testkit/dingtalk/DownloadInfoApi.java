package io.kbsync.testkit.dingtalk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands out signed links to files. */
final class DownloadInfoApi {

  private final DingTalkWorld world;
  private final Account account;
  private final Quirks quirks;
  private final Links links;
  private final Supplier<String> downloadUrl;

  DownloadInfoApi(
      DingTalkWorld world,
      Account account,
      Quirks quirks,
      Links links,
      Supplier<String> downloadUrl) {
    this.world = world;
    this.account = account;
    this.quirks = quirks;
    this.links = links;
    this.downloadUrl = downloadUrl;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
            "/v1.0/storage/spaces/*/dentries/*/downloadInfos/query",
            "downloadInfo",
            Permission.STORAGE_DOWNLOAD,
            this::query));
  }

  private Map<String, Object> query(ApiCall call) {
    account.requireUnionId(call.required("unionId"));
    Entry file = Dentries.find(world, call.id(0), call.id(1));
    Links.Link link = links.signedByHeaders(bytes(file, call), quirks.linkLife());
    return Json.object(
        "protocol",
        "HEADER_SIGNATURE",
        "headerSignatureInfo",
        Json.object(
            "resourceUrls", List.of(downloadUrl.get() + link.pathAndQuery()),
            "headers", link.headers(),
            "expirationSeconds", quirks.linkLife().toSeconds(),
            "region", "ZHANGJIAKOU",
            "internalResourceUrls", List.of()));
  }

  private byte[] bytes(Entry file, ApiCall call) {
    if (file.isDeleted()) {
      throw Dentries.notExist();
    }
    if (file.isFolder() || file.isOnline()) {
      throw new ApiException(400, quirks.onlineDownloadCode(), "文件不支持下载");
    }
    if (!quirks.has(Quirk.CERTIFIED)) {
      throw new ApiException(403, "orgAuthLevelNotEnough", "auth level of org is not enough");
    }
    if (file.base().filter(base -> !base.role().downloads()).isPresent()) {
      throw ApiException.permissionDenied();
    }
    return version(file, Json.numberAt(call.option(), "version"));
  }

  private static byte[] version(Entry file, Optional<Long> number) {
    long wanted = number.orElse(file.version());
    return file.versions().stream()
        .filter(version -> version.number() == wanted)
        .map(Entry.Version::content)
        .filter(Content.Bytes.class::isInstance)
        .map(content -> ((Content.Bytes) content).bytes())
        .findFirst()
        .orElseThrow(() -> ApiException.paramError("version does not exist"));
  }
}
