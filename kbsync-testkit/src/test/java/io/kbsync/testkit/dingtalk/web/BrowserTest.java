package io.kbsync.testkit.dingtalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.OnlineKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real Chromium. */
final class BrowserTest {

  private static final String MORE = "[data-testid='doc-header-more-button']";

  private static Chrome chrome;

  @TempDir private Path folder;
  private DingTalkSimulator dingTalk;
  private DocsWeb web;
  private KnowledgeBase base;
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void launch() {
    chrome = new Chrome();
  }

  @AfterAll
  static void quit() {
    chrome.close();
  }

  @BeforeEach
  void start() {
    dingTalk = DingTalkSimulator.builder().start();
    web = dingTalk.web();
    base = dingTalk.world().addKnowledgeBase("手册");
    context = chrome.open(null);
    page = context.newPage();
  }

  @AfterEach
  void stop() {
    context.close();
    dingTalk.close();
  }

  @Test
  void a_scan_of_the_picture_logs_in_and_a_saved_session_does_so_without_a_scan() throws Exception {
    Entry document = base.root().addDocument("欢迎", Block.paragraph("你好"));
    page.navigate(url(document));
    assertThat(page.title()).isEqualTo("钉钉统一身份认证");
    assertThat(page.url()).startsWith(web.loginUrl() + "/oauth2/challenge.htm?redirect_uri=");
    Locator panel = page.locator(".app-qr-login-page:visible");
    panel.locator(".base-comp-check-box-rememberme-box").click();
    assertThat(panel.locator(".base-comp-check-box-rememberme-box i").getAttribute("class"))
        .endsWith("checkbox-done");
    web.scan(decoded(panel.locator("div.module-qrcode-code")), web.user());
    page.waitForURL(url(document));
    page.locator("#wiki-doc-iframe").waitFor();
    assertThat(context.cookies(dingTalk.docsUrl()))
        .extracting(cookie -> cookie.name)
        .contains("doc_atoken", "XSRF-TOKEN", "account", "portal_corp_id");
    assertThat(sessionCookie(context).expires).isPositive();

    Path state = folder.resolve("state.json");
    context.storageState(new BrowserContext.StorageStateOptions().setPath(state));
    try (BrowserContext later = chrome.open(state)) {
      Page again = later.newPage();
      again.navigate(url(document));
      again.locator("#wiki-doc-iframe").waitFor();
      assertThat(
              again.evaluate(
                  "async () => (await (await fetch('/portal/api/v1/token/getAccessToken',"
                      + "{method: 'POST'})).json()).isSuccess"))
          .isEqualTo(true);
      web.endSessions();
      again.navigate(url(document));
      assertThat(again.title()).isEqualTo("钉钉统一身份认证");
    }
  }

  @Test
  void a_login_that_is_not_to_be_kept_ends_with_the_browser() {
    logIn(base.root());
    assertThat(sessionCookie(context).expires).isNegative();
  }

  @Test
  void an_expired_code_can_be_refreshed() throws Exception {
    page.navigate(url(base.root()));
    Locator panel = page.locator(".app-qr-login-page:visible");
    String first = decoded(panel.locator("div.module-qrcode-code"));
    web.expireCodes();
    panel.locator(".module-qrcode-refresh").click();
    panel.locator(".module-qrcode-refresh").waitFor(hidden());
    assertThat(decoded(panel.locator("div.module-qrcode-code"))).isNotEqualTo(first);
    web.scan(web.user());
    page.waitForURL(url(base.root()));
  }

  @Test
  void text_is_exported_as_word_pdf_and_markdown() throws Exception {
    Entry document =
        base.root().addDocument("周报", Block.heading(1, "周报"), Block.paragraph("一切顺利 ok"));
    logIn(document);
    FrameLocator frame = page.frameLocator("#wiki-doc-iframe");
    Path word =
        download(
            () -> {
              choose(
                  frame,
                  MORE,
                  "[data-role='operationBar_export']",
                  "[data-role='operationBar__export_exportAsWord']");
              frame.getByText("继续导出").click();
            },
            "周报.docx");
    try (XWPFDocument opened = new XWPFDocument(Files.newInputStream(word))) {
      assertThat(opened.getParagraphs()).extracting(p -> p.getText()).contains("一切顺利 ok");
    }
    Path pdf =
        download(
            () -> {
              choose(frame, MORE, "[data-item-key='export']", "text=PDF(.pdf)");
              frame.getByText("确定").click();
            },
            "周报.pdf");
    assertThat(pdfText(pdf)).contains("一切顺利 ok");
    Path markdown =
        download(() -> choose(frame, MORE, "text=下载到本地", "[data-item-key='exportAsMd']"), "周报.md");
    assertThat(markdown).content().contains("一切顺利 ok");
  }

  @Test
  void sheets_and_tables_are_exported_as_excel() throws Exception {
    Entry sheet = base.root().addSheet("预算", List.of(List.of("椅子", "900")));
    logIn(sheet);
    FrameLocator frame = page.frameLocator("#wiki-new-sheet-iframe");
    Path excel =
        download(
            () -> {
              choose(frame, MORE, "[data-item-key='DOWNLOAD_AS']", "[data-item-key='EXCEL']");
              frame.getByText("继续导出").click();
            },
            "预算.xlsx");
    assertThat(firstCell(excel)).isEqualTo("椅子");

    Entry table = base.root().addOnline(OnlineKind.ABLE, "项目表");
    page.navigate(url(table));
    FrameLocator notable = page.frameLocator("#wiki-notable-iframe");
    notable.locator(".notable-layout-view").waitFor();
    notable.locator("#primary-doc-upgrade-guide > button").click();
    Path exported =
        download(
            () -> {
              choose(
                  notable,
                  "[data-role='NavBar_MoreMenu']",
                  "[data-role='we-service-more-menu_export']",
                  "[data-role='we-service-more-menu__export_export']");
              notable.locator("button:has(._export16)").click();
            },
            "项目表.xlsx");
    assertThat(firstCell(exported)).isEqualTo("项目表");
  }

  @Test
  void mind_maps_drawings_and_slides_are_exported_through_their_menus() throws Exception {
    Entry mind = base.root().addOnline(OnlineKind.AMIND, "想法");
    logIn(mind);
    FrameLocator map = page.frameLocator("#wiki-mind-iframe");
    map.locator("[role='view']").waitFor();
    Path pdf =
        download(
            () ->
                choose(
                    map, MORE, "[data-path='download']", "[data-path='download::DOWNLOAD_AS_PDF']"),
            "想法.pdf");
    assertThat(pdfText(pdf)).contains("想法");

    Entry drawing = base.root().addOnline(OnlineKind.ADRAW, "草图");
    page.navigate(url(drawing));
    FrameLocator board = page.frameLocator("#wiki-draw-iframe");
    Path png = download(() -> choose(board, MORE, "text=下载为", "text=图片(.png)"), "草图.png");
    Path jpg = download(() -> choose(board, MORE, "text=下载为", "text=图片(.jpg)"), "草图.jpg");
    assertThat(List.of(png, jpg))
        .allSatisfy(picture -> assertThat(ImageIO.read(picture.toFile())).isNotNull());

    Entry slides = base.root().addOnline(OnlineKind.APPT, "汇报");
    page.navigate(url(slides));
    FrameLocator show = page.frameLocator("#wiki-slides-iframe");
    Path pptx =
        download(
            () -> {
              choose(show, MORE, "text=下载到本地", "text=PowerPoint(.pptx)");
              show.getByText("继续导出").click();
            },
            "汇报.pptx");
    assertThat(slideText(pptx)).isEqualTo("汇报");
  }

  @Test
  void uploaded_files_are_downloaded_from_their_preview() throws Exception {
    Entry file = base.root().addFile("说明.txt", "请看");
    logIn(file);
    FrameLocator preview = page.frameLocator("#uni-preview");
    Path downloaded = download(() -> preview.locator("[data-testid='download']").click(), "说明.txt");
    assertThat(downloaded).hasContent("请看");
  }

  @Test
  void the_submenu_closes_when_the_pointer_leaves() {
    Entry document = base.root().addDocument("周报");
    logIn(document);
    FrameLocator frame = page.frameLocator("#wiki-doc-iframe");
    frame.locator(MORE).click();
    frame.locator("[data-role='operationBar_export']").hover();
    frame.locator("[data-item-key='exportAsWord']").waitFor();
    frame.locator("main").hover();
    frame.locator("[data-item-key='exportAsWord']").waitFor(hidden());
  }

  @Test
  void pages_tell_why_nothing_can_be_had() {
    Entry document = base.root().addDocument("秘密");
    logIn(document);
    web.quirks().block(document.uuid());
    page.navigate(url(document));
    FrameLocator frame = page.frameLocator("#wiki-doc-iframe");
    frame.locator(MORE).click();
    frame.locator("[data-item-key='export']").hover();
    assertThat(frame.locator("[data-item-key='exportAsWord']").getAttribute("class"))
        .endsWith("-disabled");

    web.quirks().failLoading(document.uuid(), 1);
    page.navigate(url(document));
    frame.getByText("立即刷新").click();
    frame.locator(MORE).waitFor();

    document.deny();
    page.navigate(url(document));
    assertThat(page.locator("[data-item-key='apply-title-view']").textContent())
        .isEqualTo("暂无权限访问");

    web.quirks().set(WebQuirks.Switch.CAPTCHA, true);
    page.navigate(url(document));
    assertThat(page.title()).isEqualTo("验证码拦截");
  }

  @Test
  void a_redesign_leaves_nothing_of_the_menus_as_it_was() {
    Entry document = base.root().addDocument("周报");
    logIn(document);
    web.quirks().dropMenuEntry("docx");
    web.quirks().rename("下载到本地");
    page.navigate(url(document));
    FrameLocator frame = page.frameLocator("#wiki-doc-iframe");
    frame.locator(MORE).click();
    assertThat(frame.getByText("下载到本地").count()).isZero();
    frame.locator("[data-item-key='export']").hover();
    frame.getByText("Markdown(.md)").waitFor();
    assertThat(frame.getByText("Word(.docx)").count()).isZero();

    web.quirks().set(WebQuirks.Switch.REDESIGNED, true);
    page.navigate(url(document));
    frame.locator(".doc-header button").last().click();
    assertThat(frame.locator("[data-testid], [data-role], [data-item-key], ._more16").count())
        .isZero();
    assertThat(frame.locator(".wd3-listitem").first().textContent().strip()).isEqualTo("新菜单");
  }

  private void logIn(Entry startAt) {
    web.scanEveryCode(web.user());
    page.navigate(url(startAt));
    page.waitForURL(url(startAt));
  }

  private static void choose(FrameLocator frame, String menu, String entry, String format) {
    frame.locator(menu).click();
    frame.locator(entry).hover();
    frame.locator(format).click();
  }

  private Path download(Runnable clicks, String expectedName) {
    Download download = page.waitForDownload(clicks);
    assertThat(download.suggestedFilename()).isEqualTo(expectedName);
    Path file = folder.resolve(expectedName);
    download.saveAs(file);
    return file;
  }

  private String url(Entry entry) {
    return dingTalk.docsUrl() + "/i/nodes/" + entry.uuid();
  }

  private Cookie sessionCookie(BrowserContext browser) {
    return browser.cookies(dingTalk.docsUrl()).stream()
        .filter(cookie -> cookie.name.equals("doc_atoken"))
        .findFirst()
        .orElseThrow();
  }

  private static String decoded(Locator qrCode) throws Exception {
    qrCode.locator("img[src]").waitFor();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(qrCode.screenshot()));
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
  }

  private static String pdfText(Path pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      return new PDFTextStripper().getText(document);
    }
  }

  private static String firstCell(Path xlsx) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook(Files.newInputStream(xlsx))) {
      return workbook.getSheetAt(0).getRow(0).getCell(0).getStringCellValue();
    }
  }

  private static String slideText(Path pptx) throws IOException {
    try (XMLSlideShow show = new XMLSlideShow(Files.newInputStream(pptx))) {
      return show.getSlides().get(0).getShapes().stream()
          .map(shape -> ((XSLFTextShape) shape).getText())
          .collect(Collectors.joining());
    }
  }
}
