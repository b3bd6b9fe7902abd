package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

final class ExportTest extends DingTalkTestCase {

  @Test
  void a_text_document_becomes_a_word_file_in_two_steps() throws Exception {
    Entry page = page();
    var submitted = submit(page, "docx");
    assertThat(submitted.body()).doesNotContainKey("downloadUrl");
    assertThat(task(submitted).text("status")).isEqualTo("PROCESSING");
    var done = task(submitted);
    assertThat(done.text("status")).isEqualTo("SUCCESS");

    Map<String, byte[]> parts = parts(client.http().get(done.text("downloadUrl"), Map.of()));
    assertThat(parts)
        .containsKeys(
            "[Content_Types].xml", "_rels/.rels", "word/document.xml", "docProps/core.xml");
    assertThat(xmlText(parts.get("word/document.xml"))).isEqualTo("Tab <&> bedplainab");
  }

  @Test
  void two_exports_differ_in_their_times_only() throws Exception {
    Entry page = page();
    Map<String, byte[]> first = parts(export(page, "docx"));
    clock.advance(Duration.ofMinutes(1));
    Map<String, byte[]> second = parts(export(page, "docx"));
    assertThat(second.get("word/document.xml")).isEqualTo(first.get("word/document.xml"));
    assertThat(second.get("docProps/core.xml")).isNotEqualTo(first.get("docProps/core.xml"));
  }

  @Test
  void a_text_document_becomes_markdown() throws Exception {
    assertThat(export(page(), "markdown").text())
        .isEqualTo("# Tab <&> bed\n\nplain\n\n| a | b |\n| --- | --- |\n");
  }

  @Test
  void a_sheet_becomes_an_excel_file_where_that_is_on() throws Exception {
    Entry sheet =
        world.addSpace("Team").root().addSheet("S", List.of(List.of("a", "b"), List.of("c", "d")));
    assertThat(xmlText(parts(export(sheet, "xlsx")).get("xl/worksheets/sheet1.xml")))
        .isEqualTo("abcd");
    dingTalk.quirks().set(Quirk.EXPORT_SHEETS, false);
    submit(sheet, "xlsx").hasCode(400, "paramError");
  }

  @Test
  void other_kinds_have_no_export() throws Exception {
    Entry map = world.addSpace("Team").root().addOnline(OnlineKind.AMIND, "Map");
    submit(map, "docx").hasCode(400, "paramError");
  }

  @Test
  void the_export_may_not_be_there_or_not_be_allowed() throws Exception {
    Entry page = page();
    dingTalk.quirks().export(Quirks.Export.NOT_FOUND);
    submit(page, "docx").hasCode(404, "InvalidAction.NotFound");
    dingTalk.quirks().export(Quirks.Export.FORBIDDEN);
    submit(page, "docx").hasCode(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied");
  }

  @Test
  void the_link_may_come_at_once_and_a_task_may_fail() throws Exception {
    Entry page = page();
    dingTalk.quirks().set(Quirk.EXPORT_AT_ONCE, true);
    assertThat(submit(page, "docx").text("downloadUrl")).startsWith(dingTalk.downloadUrl());
    dingTalk.quirks().set(Quirk.EXPORT_FAILS, true).exportPolls(0);
    var failed = task(submit(page, "docx"));
    assertThat(failed.body()).containsEntry("status", "FAILED").doesNotContainKey("downloadUrl");
  }

  @Test
  void the_link_needs_its_signature_and_no_other() throws Exception {
    dingTalk.quirks().set(Quirk.EXPORT_AT_ONCE, true);
    String url = submit(page(), "docx").text("downloadUrl");
    assertThat(client.http().get(url.replace("Signature=", "Signature=x"), Map.of()).status())
        .isEqualTo(403);
    assertThat(client.http().get(url, Map.of("Authorization", "OSS a:b")).status()).isEqualTo(403);
    clock.advance(Duration.ofMinutes(15));
    assertThat(client.http().get(url, Map.of()).text()).contains("AccessDenied");
  }

  private Entry page() {
    return world
        .addKnowledgeBase("Handbook")
        .root()
        .addDocument(
            "Page",
            Block.heading(1, "Tab <&> bed"),
            Block.paragraph("plain"),
            Block.table(List.of(List.of("a", "b"))));
  }

  private PlainHttp.Answer export(Entry entry, String format) throws Exception {
    var submitted = submit(entry, format);
    task(submitted);
    return client.http().get(task(submitted).text("downloadUrl"), Map.of());
  }

  private ApiClient.Answer submit(Entry entry, String format) throws Exception {
    return client.post(
        "/v2.0/doc/me/export/submit",
        "{\"dentryUuid\":\"%s\",\"operatorId\":\"%s\",\"targetFormat\":\"%s\"}"
            .formatted(entry.uuid(), dingTalk.unionId(), format));
  }

  private ApiClient.Answer task(ApiClient.Answer submitted) throws Exception {
    return client.get(
        "/v2.0/doc/me/export/task/query?taskId=" + submitted.text("taskId") + "&operatorId=");
  }

  private static Map<String, byte[]> parts(PlainHttp.Answer file) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), zip.readAllBytes());
      }
    }
    return parts;
  }

  private static String xmlText(byte[] xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml))
        .getDocumentElement()
        .getTextContent();
  }
}
