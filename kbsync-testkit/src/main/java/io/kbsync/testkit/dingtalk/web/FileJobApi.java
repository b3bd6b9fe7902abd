package io.kbsync.testkit.dingtalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.testkit.http.NotJsonException;
import io.kbsync.testkit.http.SimResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Online documents as PDF files and pictures: {@code createExportJob}. */
final class FileJobApi {

  private static final Pattern DOC_KEY = Pattern.compile("\"docKey\":\"(\\w+)\"");

  private final Access access;
  private final WebDocuments documents;
  private final ObjectStore store;
  private final ExportJobs jobs;
  private final WebQuirks quirks;

  FileJobApi(
      Access access, WebDocuments documents, ObjectStore store, ExportJobs jobs, WebQuirks quirks) {
    this.access = access;
    this.documents = documents;
    this.store = store;
    this.jobs = jobs;
    this.quirks = quirks;
  }

  List<WebRoute> routes() {
    return List.of(
        WebRoute.call("POST", "/api/v2/files/createExportJob", "web.createExportJob", this::create),
        WebRoute.call(
            "GET", "/api/v2/files/queryExportStatus", "web.queryExportStatus", this::query),
        WebRoute.call("POST", "/nt/api/docs/export", "web.pageExport", this::pageExport));
  }

  private Map<String, Object> create(WebCall call) {
    if (quirks.takeRejection()) {
      throw OfficeJobApi.rejected();
    }
    Map<String, Object> body = call.json();
    if (body.containsKey("dentryUuid") || body.containsKey("workspaceId")) {
      throw WebError.refused(500, "500", "服务器开小差了");
    }
    Map<String, Object> job = job(call, body);
    Map<String, Object> options = parse(text(job, "optionsString"));
    // A PDF names its document in the options, a picture in the content itself.
    String content = SimResponse.json(200, options).bodyText() + text(job, "asl");
    Matcher docKey = DOC_KEY.matcher(content.replace("\\\"", "\""));
    WebDocument document =
        (docKey.find() ? documents.findByKey(docKey.group(1)) : Optional.<WebDocument>empty())
            .orElseThrow(() -> WebError.badRequest("docKey 不合法"));
    access.downloadable(call, document.uuid());
    String id = jobs.begin(document, format(options), file(document, options));
    return Map.of("jobId", id, "url", jobs.url(id), "done", false);
  }

  /** The job is in the body, or was uploaded. */
  private Map<String, Object> job(WebCall call, Map<String, Object> body) {
    if (body.containsKey("asl")) {
      return body;
    }
    byte[] uploaded =
        store
            .uploaded(call.field("storagePath"))
            .orElseThrow(() -> WebError.refused(400, "52600006", "临时资源不存在"));
    return parse(new String(uploaded, UTF_8));
  }

  private static String format(Map<String, Object> options) {
    return switch (WebCall.field(options, "exportType").orElse("")) {
      case "pdf" -> "pdf";
      case "snapshot" -> "jpg";
      default -> throw WebError.badRequest("exportType 不支持");
    };
  }

  private static Optional<byte[]> file(WebDocument document, Map<String, Object> options) {
    boolean opened =
        !document.extension().equals("adoc")
            || Checkpoint.object(options.get("openToken"))
                .flatMap(token -> WebCall.field(token, "docOpenToken"))
                .filter(ContentApi.openToken(document)::equals)
                .isPresent();
    return opened ? document.file(format(options)) : Optional.empty();
  }

  private Map<String, Object> query(WebCall call) {
    ExportJobs.Progress progress = jobs.ask(call.query("jobId"));
    return switch (progress.state()) {
      case SUCCESS -> Map.of("done", true, "url", progress.url());
      case FAILED -> throw WebError.refused(200, "52600008", "导出失败");
      default -> Map.of("done", false);
    };
  }

  /** What the menus of other editors use: how the real ones do it is not known. */
  private Map<String, Object> pageExport(WebCall call) {
    WebDocument document = access.named(call, false);
    access.downloadable(call, document.uuid());
    String format = call.field("format");
    byte[] file = document.file(format).orElseThrow(() -> WebError.badRequest("format 不支持"));
    String path = store.newPath(format);
    String name = ExportJobs.fileName(document, format);
    store.put(path, file, name);
    return Map.of("url", store.download(path, name));
  }

  private static String text(Map<String, Object> job, String name) {
    return WebCall.field(job, name).orElseThrow(() -> WebError.badRequest("缺少参数 " + name));
  }

  private static Map<String, Object> parse(String json) {
    try {
      return Checkpoint.parse(json);
    } catch (NotJsonException notJson) {
      throw WebError.badRequest("optionsString 不是 JSON");
    }
  }
}
