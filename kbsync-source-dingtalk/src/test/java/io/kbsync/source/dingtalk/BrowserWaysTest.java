package io.kbsync.source.dingtalk;

import static io.kbsync.source.dingtalk.KnowledgeBaseTest.assertOutcome;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.Simulated.Fetched;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.dingtalk.web.DocsWeb;
import io.kbsync.testkit.dingtalk.web.WebQuirks.Switch;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.Faults;
import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents by a real Chromium, without a screen. */
class BrowserWaysTest {

  private final Simulated simulated = new Simulated();
  private final DocsWeb web = simulated.dingTalk.web();
  private final KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");
  private final Entry root = base.root();
  private final Phone phone = new Phone(web);

  @BeforeEach
  void only_the_browser_exports() {
    simulated.values.put("browserPause", "0s");
    simulated.values.put("chromeHeadless", "true");
    simulated.interaction = phone;
    simulated.dingTalk.quirks().export(Quirks.Export.NOT_FOUND);
    simulated.dingTalk.quirks().revoke(Permission.WORKSPACE_DOCUMENT);
  }

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void every_kind_arrives_after_one_scan_and_a_restart_needs_none() throws Exception {
    root.addDocument("Guide", Block.heading(2, "Scope"), Block.paragraph("Everything."));
    root.addSheet("Prices", List.of(List.of("a", "1")));
    for (OnlineKind kind :
        List.of(OnlineKind.ABLE, OnlineKind.AMIND, OnlineKind.ADRAW, OnlineKind.APPT)) {
      root.addOnline(kind, "Other");
    }
    root.addFile("plan.txt", "uploaded");

    Fetched docx = fetch("Guide.adoc");
    assertThat(docx.rendition().id()).isEqualTo("docx");
    try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx.bytes()))) {
      assertThat(document.getParagraphs()).isNotEmpty();
    }
    for (String sheet : List.of("Prices.axls", "Other.able")) {
      Fetched xlsx = fetch(sheet);
      assertThat(xlsx.rendition().id()).isEqualTo("xlsx");
      try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(xlsx.bytes()))) {
        assertThat(book.getNumberOfSheets()).isPositive();
      }
    }
    try (PDDocument pdf = Loader.loadPDF(fetch("Other.amind").bytes())) {
      assertThat(pdf.getNumberOfPages()).isPositive();
    }
    assertThat(fetch("Other.adraw").bytes()).startsWith(0xFF, 0xD8);
    assertThat(fetch("Other.appt").rendition().id()).isEqualTo("pptx");
    assertThat(fetch("plan.txt").text()).isEqualTo("uploaded");
    assertThat(phone.asked()).hasSize(1);
    assertThat(phone.asked().get(0)).contains("login").contains("Guide.adoc");

    RemoteFile guide = file("Guide.adoc");
    simulated.source().close();
    try (var again = simulated.connect();
        var content = again.fetch(guide, Rendition.of("docx"))) {
      assertThat(content.stream().readAllBytes()).startsWith('P', 'K');
    }
    assertThat(phone.asked()).hasSize(1);
    assertThat(privateFiles()).isNotEmpty();
  }

  @Test
  void a_session_that_ends_halfway_is_renewed() throws Exception {
    root.addDocument("One", Block.paragraph("1"));
    root.addDocument("Two", Block.paragraph("2"));
    assertThat(fetch("One.adoc").rendition().id()).isEqualTo("docx");
    web.endSessions();
    assertThat(fetch("Two.adoc").rendition().id()).isEqualTo("docx");
    assertThat(phone.asked()).hasSize(2);
  }

  @Test
  void a_browser_that_ends_is_started_again_and_the_session_holds() throws Exception {
    root.addOnline(OnlineKind.ADRAW, "Sketch");
    fetch("Sketch.adraw");
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").contains("chrom"))
        .forEach(ProcessHandle::destroyForcibly);
    assertThat(fetch("Sketch.adraw").bytes()).startsWith(0xFF, 0xD8);
    assertThat(phone.asked()).hasSize(1);
  }

  @Test
  void the_account_of_another_organisation_is_refused_before_anything_is_exported()
      throws Exception {
    root.addOnline(OnlineKind.ADRAW, "Sketch");
    phone.account(web.stranger());
    phone.thenAccount(web.user());
    assertThat(fetch("Sketch.adraw").bytes()).startsWith(0xFF, 0xD8);
    assertThat(phone.asked()).hasSize(2);
    assertThat(phone.asked().get(1)).contains("外人").contains("organisation");
  }

  @Test
  void a_captcha_shuts_the_browser_and_text_still_comes() throws Exception {
    root.addDocument("Guide", Block.paragraph("x"));
    root.addOnline(OnlineKind.ABLE, "Table");
    assertThat(fetch("Guide.adoc").rendition().id()).isEqualTo("docx");
    web.quirks().set(Switch.CAPTCHA, true);
    assertThatThrownBy(() -> fetch("Table.able"))
        .isInstanceOf(LaneClosedException.class)
        .hasMessageContaining("captcha");
    assertThat(fetch("Guide.adoc").rendition()).isEqualTo(OnlineDocuments.MARKDOWN);
  }

  @Test
  void a_document_that_may_be_read_but_not_downloaded_is_skipped() throws Exception {
    Entry sheet = root.addSheet("Prices", List.of(List.of("a", "1")));
    web.quirks().block(sheet.uuid());
    assertOutcome(() -> fetch("Prices.axls"), Outcome.SKIPPED)
        .hasMessageStartingWith("no download permission");
  }

  @Test
  void pages_that_ask_for_fewer_requests_are_left_alone_for_as_long_as_they_say() throws Exception {
    root.addOnline(OnlineKind.ADRAW, "Sketch");
    fetch("Sketch.adraw");
    simulated
        .dingTalk
        .faults()
        .on("web.documentData")
        .inject(Fault.answer(SimResponse.empty(429).withHeader("Retry-After", "7")));
    assertThatThrownBy(() -> fetch("Sketch.adraw"))
        .isInstanceOfSatisfying(
            RetriableException.class,
            wait -> assertThat(wait.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  @Test
  void a_menu_that_changed_is_told_by_its_step_with_a_picture() throws Exception {
    root.addOnline(OnlineKind.APPT, "Slides");
    web.quirks().dropMenuEntry("pptx");
    web.quirks().dropMenuEntry("pdf");
    assertOutcome(() -> fetch("Slides.appt"), Outcome.SKIPPED)
        .hasMessageContaining("no export for appt")
        .hasMessageContaining("PowerPoint (.pptx)")
        .hasMessageContaining("pictured in");
    assertThat(simulated.workDirectory.resolve("browser/failures")).isNotEmptyDirectory();
  }

  @Test
  void what_is_kept_of_a_failure_is_its_owners_alone_and_holds_no_secret_of_the_session()
      throws Exception {
    Set<String> secrets = ConcurrentHashMap.newKeySet();
    Faults faults = simulated.dingTalk.faults();
    faults.onAny().when(request -> collect(request, secrets)).inject(Fault.reset());
    root.addOnline(OnlineKind.APPT, "Slides");
    web.quirks().dropMenuEntry("pptx");
    web.quirks().dropMenuEntry("pdf");
    assertOutcome(() -> fetch("Slides.appt"), Outcome.SKIPPED);
    assertThat(secrets).isNotEmpty();
    secrets.add(simulated.dingTalk.clientSecret());
    try (Stream<Path> kept = Files.list(simulated.workDirectory.resolve("browser/failures"))) {
      assertThat(kept)
          .isNotEmpty()
          .allSatisfy(
              file -> {
                assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(secrets);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
              });
    }
  }

  /** Takes a note of a request's cookies; never makes it fail. */
  private static boolean collect(SimRequest request, Set<String> secrets) {
    for (String cookie : request.header("Cookie").orElse("").split("; *")) {
      String value = cookie.substring(cookie.indexOf('=') + 1);
      if (value.length() >= 8) {
        secrets.add(value);
      }
    }
    return false;
  }

  @Test
  void a_document_that_is_named_like_a_menu_entry_is_not_taken_for_one() throws Exception {
    simulated.values.put("onlineDocFormats", "adoc:md,amind:pdf");
    root.addDocument("Markdown (.md) 加载失败", Block.paragraph("立即刷新"), Block.paragraph("下载为"));
    root.addOnline(OnlineKind.APPT, "下载 PPTX");
    root.addOnline(OnlineKind.AMIND, "PDF (.pdf)");
    root.addOnline(OnlineKind.ADRAW, "图片 JPG");
    assertThat(fetch("Markdown (.md) 加载失败.adoc").rendition()).isEqualTo(OnlineDocuments.MARKDOWN);
    assertThat(simulated.dingTalk.requests().count("blocks")).isZero();
    assertThat(fetch("下载 PPTX.appt").rendition().id()).isEqualTo("pptx");
    assertThat(fetch("PDF (.pdf).amind").bytes()).startsWith('%', 'P', 'D', 'F');
    assertThat(fetch("图片 JPG.adraw").bytes()).startsWith(0xFF, 0xD8);
  }

  @Test
  void an_editor_that_does_not_load_is_loaded_again() throws Exception {
    Entry table = root.addOnline(OnlineKind.ABLE, "Table");
    web.quirks().failLoading(table.uuid(), 2);
    assertThat(fetch("Table.able").rendition().id()).isEqualTo("xlsx");
  }

  @Test
  void drive_asks_nobody_and_uses_a_living_session() throws Exception {
    var space = simulated.dingTalk.world().addSpace("Files");
    space.root().addOnline(OnlineKind.ADRAW, "Sketch");
    RemoteFile sketch = simulated.list(space).file("Sketch.adraw");
    assertOutcome(() -> simulated.fetch(sketch), Outcome.NEEDS_LOGIN);
    assertThat(phone.asked()).isEmpty();
    root.addOnline(OnlineKind.ADRAW, "Known");
    fetch("Known.adraw");
    assertThat(simulated.fetch(sketch).bytes()).startsWith(0xFF, 0xD8);
  }

  @Test
  void the_formats_that_people_choose_come() throws Exception {
    simulated.values.put("onlineDocFormats", "adoc:pdf,amind:jpg");
    root.addDocument("Guide", Block.paragraph("x"));
    root.addOnline(OnlineKind.AMIND, "Map");
    assertThat(fetch("Guide.adoc").bytes()).startsWith('%', 'P', 'D', 'F');
    assertThat(fetch("Map.amind").bytes()).startsWith(0xFF, 0xD8);
  }

  private Fetched fetch(String name) throws Exception {
    return simulated.fetch(file(name));
  }

  private RemoteFile file(String name) throws ConnectorException, InterruptedException {
    return simulated.list(base).file(name);
  }

  private List<Path> privateFiles() throws Exception {
    try (var all = Files.walk(simulated.workDirectory.resolve("browser"), 2)) {
      List<Path> sessions = all.filter(path -> path.endsWith("session.json")).toList();
      for (Path session : sessions) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(session)))
            .isEqualTo("rw-------");
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(session.resolveSibling("profile"))))
            .isEqualTo("rwx------");
      }
      return sessions;
    }
  }
}
