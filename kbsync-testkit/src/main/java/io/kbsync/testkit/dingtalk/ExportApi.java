package io.kbsync.testkit.dingtalk;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Online documents as files: {@code /v2.0/doc/me/export}. */
final class ExportApi {

  private final DingTalkWorld world;
  private final Account account;
  private final Quirks quirks;
  private final Links links;
  private final Supplier<String> downloadUrl;
  private final Clock clock;
  private final Map<String, Task> tasks = new HashMap<>();

  /** A job and how many times it still says that it is not done. */
  private static final class Task {
    private final Optional<String> url;
    private int polls;

    Task(Optional<String> url, int polls) {
      this.url = url;
      this.polls = polls;
    }
  }

  ExportApi(
      DingTalkWorld world,
      Account account,
      Quirks quirks,
      Links links,
      Supplier<String> downloadUrl,
      Clock clock) {
    this.world = world;
    this.account = account;
    this.quirks = quirks;
    this.links = links;
    this.downloadUrl = downloadUrl;
    this.clock = clock;
  }

  List<Route> routes() {
    Permission read = Permission.STORAGE_FILE;
    return List.of(
        Route.post("/v2.0/doc/me/export/submit", "export.submit", read, this::submit),
        Route.get("/v2.0/doc/me/export/task/query", "export.query", read, this::query));
  }

  private Map<String, Object> submit(ApiCall call) {
    requireAvailable();
    account.requireUnionId(Json.stringAt(call.body(), "operatorId").orElse(""));
    Entry document =
        Nodes.find(world, Json.stringAt(call.body(), "dentryUuid").orElse(""), "documentNotExist");
    if (document.base().filter(base -> !base.role().downloads()).isPresent()) {
      throw ApiException.permissionDenied();
    }
    byte[] file = export(document, Json.stringAt(call.body(), "targetFormat").orElse(""));
    String id = world.ids().number();
    Optional<String> url =
        quirks.has(Quirk.EXPORT_FAILS)
            ? Optional.empty()
            : Optional.of(
                downloadUrl.get() + links.signedByQuery(file, quirks.linkLife()).pathAndQuery());
    tasks.put(id, new Task(url, quirks.exportPolls()));
    boolean atOnce = quirks.has(Quirk.EXPORT_AT_ONCE);
    return Json.object("taskId", id, "downloadUrl", atOnce ? url.orElse(null) : null);
  }

  private Map<String, Object> query(ApiCall call) {
    requireAvailable();
    account.requireUnionId(call.required("operatorId"));
    Task task = tasks.get(call.required("taskId"));
    if (task == null) {
      throw ApiException.paramError("taskId is invalid");
    }
    if (task.polls > 0) {
      task.polls--;
      return Json.object("status", "PROCESSING");
    }
    return Json.object(
        "status",
        task.url.isPresent() ? "SUCCESS" : "FAILED",
        "downloadUrl",
        task.url.orElse(null));
  }

  private void requireAvailable() {
    if (quirks.export() == Quirks.Export.NOT_FOUND) {
      throw ApiException.notFound();
    }
    if (quirks.export() == Quirks.Export.FORBIDDEN) {
      throw ApiException.missingScope(
          "Document.Document.Read", quirks.has(Quirk.NEW_PERMISSION_MESSAGE));
    }
  }

  private byte[] export(Entry document, String format) {
    if (document.content() instanceof Content.Blocks text && format.equals("docx")) {
      return Exports.docx(text.blocks(), clock.instant());
    }
    if (document.content() instanceof Content.Blocks text && format.equals("markdown")) {
      return Exports.markdown(text.blocks()).getBytes(StandardCharsets.UTF_8);
    }
    if (document.content() instanceof Content.Rows sheet
        && format.equals("xlsx")
        && quirks.has(Quirk.EXPORT_SHEETS)) {
      return Exports.xlsx(sheet.rows(), clock.instant());
    }
    throw ApiException.paramError("targetFormat is not supported for this document");
  }
}
