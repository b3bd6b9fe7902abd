package io.kbsync.testkit.dingtalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.testkit.http.NotJsonException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Text and spreadsheets as Office files: {@code submitExportJob}. */
final class OfficeJobApi {

  private static final Map<String, String> FORMATS =
      Map.of("dingTalkdocTodocx", "docx", "dingTalksheetToxlsx", "xlsx");
  private static final Map<String, String> EXTENSIONS = Map.of("docx", "adoc", "xlsx", "axls");

  private final Access access;
  private final ObjectStore store;
  private final ExportJobs jobs;
  private final WebQuirks quirks;

  OfficeJobApi(Access access, ObjectStore store, ExportJobs jobs, WebQuirks quirks) {
    this.access = access;
    this.store = store;
    this.jobs = jobs;
    this.quirks = quirks;
  }

  List<WebRoute> routes() {
    return List.of(
        WebRoute.call(
            "POST", "/core/api/document/submitExportJob", "web.submitExportJob", this::submit),
        WebRoute.call(
            "GET", "/core/api/document/queryExportJobInfo", "web.queryExportJobInfo", this::query));
  }

  private Map<String, Object> submit(WebCall call) {
    call.requireToken();
    WebDocument document = access.named(call, true);
    String format = FORMATS.get(call.field("exportType"));
    if (format == null || !document.extension().equals(EXTENSIONS.get(format))) {
      throw WebError.badRequest("exportType 不支持");
    }
    if (!access.mayDownload(document) || quirks.takeRejection()) {
      throw rejected();
    }
    byte[] uploaded =
        store
            .uploaded(call.field("storagePath"))
            .orElseThrow(() -> WebError.refused(400, "52600006", "临时资源不存在"));
    Optional<byte[]> file =
        isContentOf(document, uploaded, format) ? document.file(format) : Optional.empty();
    return Map.of("jobId", jobs.begin(document, format, file), "status", "init");
  }

  static WebError rejected() {
    return WebError.refused(200, "52600007", "导出任务提交失败");
  }

  private Map<String, Object> query(WebCall call) {
    call.requireToken();
    access.named(call, true);
    ExportJobs.Progress progress = jobs.ask(call.query("jobId"));
    String status = progress.state().name().toLowerCase(Locale.ROOT);
    return progress.state() == ExportJobs.State.SUCCESS
        ? Map.of("status", status, "ossUrl", progress.url())
        : Map.of("status", status);
  }

  /**
   * Whether this is what the page uploads: of text the data of its part, of a spreadsheet at least
   * its cells and sheets.
   */
  private static boolean isContentOf(WebDocument document, byte[] uploaded, String format) {
    Map<String, Object> sent;
    try {
      sent = Checkpoint.parse(new String(uploaded, UTF_8));
    } catch (NotJsonException notJson) {
      return false;
    }
    Map<String, Object> own = Checkpoint.of(document);
    return format.equals("docx")
        ? Checkpoint.partData(own).equals(Optional.of(sent))
        : Objects.equals(own.get("content"), sent.get("content"))
            && Objects.equals(own.get("sheetsMeta"), sent.get("sheetsMeta"));
  }
}
