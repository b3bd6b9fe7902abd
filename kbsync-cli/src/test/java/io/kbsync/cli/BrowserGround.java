package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirks.Export;
import io.kbsync.testkit.dingtalk.web.DocsWeb;
import io.kbsync.testkit.ragflow.RagflowDocument;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * A knowledge base with a document of every kind, in an organisation whose Open API gives neither
 * exports nor uploaded files: a browser has to bring them. A phone is at hand.
 */
final class BrowserGround implements AutoCloseable {

  /** What a whole sync leaves in the dataset. */
  static final List<String> NAMES =
      List.of(
          "Guide.docx",
          "Part.docx",
          "Prices.xlsx",
          "Tasks.xlsx",
          "Map.pdf",
          "Sketch.jpg",
          "Talk.pptx",
          "plan.txt",
          "deep.txt");

  private static final Pattern PICTURE = Pattern.compile("also in the file (\\S+\\.png)");
  private static final int SCANS = 5;

  final Playground ground;
  final DocsWeb web;
  final Entry root;
  final Entry guide;
  final Entry prices;

  BrowserGround(Path folder) throws IOException {
    ground = new Playground(folder);
    web = ground.dingTalk.web();
    ground.setInConfig("dingDingLogin", "auto");
    ground.addToConfig("browserPause=0s");
    ground.addToConfig("dingDingSource=KnowledgeBase");
    ground.addToConfig("dingDingRoot=Everything");
    ground.dingTalk.quirks().export(Export.NOT_FOUND).revoke(Permission.WORKSPACE_DOCUMENT);
    root = ground.dingTalk.world().addKnowledgeBase("Everything").root();
    guide = root.addDocument("Guide", Block.heading(1, "Guide"), Block.paragraph("All of it."));
    guide.addDocument("Part", Block.paragraph("A page inside a page."));
    prices = root.addSheet("Prices", List.of(List.of("Thing", "Price"), List.of("Pen", "2")));
    root.addOnline(OnlineKind.ABLE, "Tasks");
    root.addOnline(OnlineKind.AMIND, "Map");
    root.addOnline(OnlineKind.ADRAW, "Sketch");
    root.addOnline(OnlineKind.APPT, "Talk");
    root.addOnline(OnlineKind.AFORM, "Survey");
    Entry plan = root.addFile("plan.txt", "uploaded");
    root.addFolder("Folder").addFile("deep.txt", "uploaded, too");
    root.addShortcut(plan);
  }

  /** Looks at the picture of the code that the program shows, and scans it. */
  void scanShownCode(RunningProgram program) throws Exception {
    program.awaitAnywhere("also in the file");
    for (int i = 1; ; i++) {
      Matcher shown = PICTURE.matcher(program.everything());
      assertThat(shown.find()).isTrue();
      try {
        web.scan(read(Path.of(shown.group(1))), web.user());
        return;
      } catch (IllegalStateException e) {
        // it was just renewed
        if (i == SCANS) {
          throw e;
        }
      }
    }
  }

  /** Scans the code that is seen in the browser's window. */
  void scanCodeOfWindow(Duration deadline) throws InterruptedException {
    for (int i = 1; ; i++) {
      assertThat(web.awaitCode(deadline)).isTrue();
      try {
        web.scan(web.user());
        return;
      } catch (IllegalStateException e) {
        // it was just renewed
        if (i == SCANS) {
          throw e;
        }
      }
    }
  }

  private static String read(Path picture) throws IOException, NotFoundException {
    BufferedImage image = ImageIO.read(picture.toFile());
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    return new MultiFormatReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))),
            Map.of(DecodeHintType.TRY_HARDER, true))
        .getText();
  }

  /** The names of what can be found in the dataset. */
  List<String> searchable() {
    return ground.ragflow.dataset().documents().stream()
        .filter(RagflowDocument::searchable)
        .map(RagflowDocument::name)
        .toList();
  }

  @Override
  public void close() {
    ground.close();
  }
}
