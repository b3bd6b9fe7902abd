package io.kbsync.testkit.dingtalk.web;

import static io.kbsync.testkit.dingtalk.web.DocsClient.at;
import static io.kbsync.testkit.dingtalk.web.DocsClient.data;
import static io.kbsync.testkit.dingtalk.web.DocsClient.parse;
import static io.kbsync.testkit.dingtalk.web.DocsClient.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.OnlineKind;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExportCallsTest extends DocsTestCase {

  private static final String SUBMIT = "/core/api/document/submitExportJob";
  private static final String CREATE = "/api/v2/files/createExportJob";

  @BeforeEach
  void logIn() throws Exception {
    client.logIn(web.user(), false);
  }

  @Test
  void text_becomes_word() throws Exception {
    Entry document = base.root().addDocument("周报", Block.paragraph("一切顺利"));
    Object word = at(parse(content(document)), "parts", "word0", "data");
    Map<String, Object> job = submit(document, "dingTalkdocTodocx", put(document, write(word)));
    assertThat(job).containsEntry("status", "init");
    assertThat(query(document, job)).isEqualTo(Map.of("status", "processing"));
    Map<String, Object> done = query(document, job);
    assertThat(done).containsEntry("status", "success");
    String url = String.valueOf(done.get("ossUrl"));
    assertThat(url).contains("/export/tempres/docx/", "response-content-disposition=attachment");
    try (XWPFDocument opened = new XWPFDocument(new ByteArrayInputStream(fetch(url).body()))) {
      assertThat(opened.getParagraphs()).extracting(p -> p.getText()).contains("一切顺利");
    }
  }

  @Test
  void sheets_become_excel_from_what_a_page_puts_together() throws Exception {
    web.quirks().jobPolls(0);
    Entry sheet = base.root().addSheet("预算", List.of(List.of("椅子", "900")));
    Map<String, Object> body = new HashMap<>();
    for (String part : List.of("content", "customTabsMeta", "setting", "sheetsMeta", "style")) {
      body.put(part, at(parse(content(sheet)), part));
    }
    body.put("modules", Map.of());
    Map<String, Object> job = submit(sheet, "dingTalksheetToxlsx", put(sheet, write(body)));
    String url = String.valueOf(query(sheet, job).get("ossUrl"));
    try (XSSFWorkbook opened = new XSSFWorkbook(new ByteArrayInputStream(fetch(url).body()))) {
      assertThat(opened.getSheetAt(0).getRow(0).getCell(1).getStringCellValue()).isEqualTo("900");
    }
  }

  @Test
  void content_of_another_document_fails() throws Exception {
    web.quirks().jobPolls(0);
    Entry document = base.root().addDocument("周报", Block.paragraph("一切顺利"));
    Map<String, Object> job = submit(document, "dingTalkdocTodocx", put(document, "{\"body\":[]}"));
    assertThat(query(document, job)).isEqualTo(Map.of("status", "failed"));
  }

  @Test
  void the_storage_refuses_a_content_type_and_another_length() throws Exception {
    Entry document = base.root().addDocument("周报");
    String url = String.valueOf(upload(document, 2).get("uploadUrl"));
    HttpResponse<byte[]> typed = client.put(url, "{}", Map.of("Content-Type", "text/plain"));
    assertThat(typed.statusCode()).isEqualTo(403);
    assertThat(typed.body()).asString().contains("SignatureDoesNotMatch");
    assertThat(client.put(url, "{ }", Map.of()).statusCode()).isEqualTo(403);
    assertThat(client.put(url, "{}", Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void a_job_needs_its_headers_type_and_upload() throws Exception {
    Entry document = base.root().addDocument("周报");
    Entry other = base.root().addDocument("其他");
    Map<String, String> keys = keys(document);
    Map<String, Object> body = Map.of("exportType", "dingTalkdocTodocx", "storagePath", "x");
    Map<String, String> mixed = new HashMap<>(keys);
    mixed.put("a-doc-key", keys(other).get("a-doc-key"));
    Map<String, String> anonymous = new HashMap<>(keys);
    anonymous.remove("A-Token");
    for (Map<String, String> headers : List.of(Map.<String, String>of(), mixed, anonymous)) {
      assertThat(client.post(SUBMIT, headers, body)).containsEntry("isSuccess", false);
    }
    assertThat(client.post(SUBMIT, keys, body)).containsEntry("code", "52600006");
    assertThat(client.post(SUBMIT, keys, Map.of("exportType", "dingTalkDocToDocx")))
        .containsEntry("message", "exportType 不支持");
  }

  @Test
  void jobs_are_rejected_for_a_while_or_without_the_right() throws Exception {
    Entry document = base.root().addDocument("周报");
    Object word = at(parse(content(document)), "parts", "word0", "data");
    String path = put(document, write(word));
    Map<String, Object> body = Map.of("exportType", "dingTalkdocTodocx", "storagePath", path);
    web.quirks().rejectExports(1);
    assertThat(client.post(SUBMIT, keys(document), body)).containsEntry("code", "52600007");
    assertThat(data(client.post(SUBMIT, keys(document), body))).containsKey("jobId");
    web.quirks().block(document.uuid());
    assertThat(client.post(SUBMIT, keys(document), body)).containsEntry("code", "52600007");
  }

  @Test
  void text_becomes_pdf_at_a_link_that_works_once_the_job_is_done() throws Exception {
    Entry document = base.root().addDocument("周报", Block.paragraph("ok"));
    Map<String, String> keys = keys(document);
    Map<String, Object> all = documentData(document);
    String options =
        write(
            Map.of(
                "exportType",
                "pdf",
                "openToken",
                Map.of("docOpenToken", at(all, "accessToken"), "docKey", keys.get("a-doc-key"))));
    String path = put(document, write(Map.of("asl", content(document), "optionsString", options)));
    Map<String, Object> job =
        data(client.post(CREATE, keys, Map.of("scene", "normal", "storagePath", path)));
    assertThat(job).containsEntry("done", false);
    String url = String.valueOf(job.get("url"));
    assertThat(fetch(url).statusCode()).isEqualTo(404);
    assertThat(status(job)).containsEntry("done", false);
    assertThat(status(job)).containsEntry("done", true).containsEntry("url", url);
    assertThat(fetch(url).body()).asString(UTF_8).startsWith("%PDF-");
    assertThat(
            client
                .postRaw(CREATE, keys, Map.of("dentryUuid", document.uuid(), "storagePath", path))
                .statusCode())
        .isEqualTo(500);
  }

  @Test
  void drawings_become_pictures_without_an_upload() throws Exception {
    web.quirks().jobPolls(0);
    Entry drawing = base.root().addOnline(OnlineKind.ADRAW, "草图");
    Map<String, Object> body =
        Map.of(
            "asl",
            content(drawing),
            "optionsString",
            "{\"exportType\":\"snapshot\"}",
            "scene",
            "userExport");
    Map<String, Object> job = data(client.post(CREATE, Map.of(), body));
    byte[] picture = fetch(String.valueOf(status(job).get("url"))).body();
    assertThat(ImageIO.read(new ByteArrayInputStream(picture))).isNotNull();
  }

  @Test
  void jobs_that_fail_say_so() throws Exception {
    web.quirks().jobPolls(0).set(WebQuirks.Switch.JOBS_FAIL, true);
    Entry document = base.root().addDocument("周报");
    Object word = at(parse(content(document)), "parts", "word0", "data");
    Map<String, Object> job = submit(document, "dingTalkdocTodocx", put(document, write(word)));
    assertThat(query(document, job)).containsEntry("status", "failed");
  }

  private Map<String, Object> documentData(Entry entry) throws Exception {
    return data(
        client.post("/api/document/data", keys(entry), Map.of("pageMode", 2, "fetchBody", true)));
  }

  private String content(Entry entry) throws Exception {
    return String.valueOf(at(documentData(entry), "documentContent", "checkpoint", "content"));
  }

  private Map<String, Object> upload(Entry entry, int size) throws Exception {
    return data(
        client.post(
            "/core/api/resources/9/upload_info",
            keys(entry),
            Map.of("size", size, "resourceName", "export", "contentType", "")));
  }

  private String put(Entry entry, String text) throws Exception {
    Map<String, Object> place = upload(entry, text.getBytes(UTF_8).length);
    assertThat(client.put(String.valueOf(place.get("uploadUrl")), text, Map.of()).statusCode())
        .isEqualTo(200);
    String path = String.valueOf(place.get("storagePath"));
    assertThat(path).startsWith("tmp_cp/");
    return path;
  }

  private Map<String, Object> submit(Entry entry, String type, String path) throws Exception {
    return data(client.post(SUBMIT, keys(entry), Map.of("exportType", type, "storagePath", path)));
  }

  private Map<String, Object> query(Entry entry, Map<String, Object> job) throws Exception {
    return data(
        client.get("/core/api/document/queryExportJobInfo?jobId=" + job.get("jobId"), keys(entry)));
  }

  private Map<String, Object> status(Map<String, Object> job) throws Exception {
    return data(client.get("/api/v2/files/queryExportStatus?jobId=" + job.get("jobId"), Map.of()));
  }

  private HttpResponse<byte[]> fetch(String url) throws Exception {
    return client.fetch(url, Map.of());
  }
}
