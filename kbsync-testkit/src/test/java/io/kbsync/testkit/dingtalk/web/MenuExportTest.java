package io.kbsync.testkit.dingtalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.OnlineKind;
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
import org.junit.jupiter.api.Test;

/** Every kind of document through its menu, opened by what reads such files. */
final class MenuExportTest extends BrowserTestCase {

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
