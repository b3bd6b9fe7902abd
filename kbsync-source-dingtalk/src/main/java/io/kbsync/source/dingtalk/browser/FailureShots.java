package io.kbsync.source.dingtalk.browser;

import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures of pages on which a step failed, with the texts of their menus, for whoever brings the
 * description of the pages up to date. Only for the browser's thread.
 */
public final class FailureShots {

  private static final Logger log = LoggerFactory.getLogger(FailureShots.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** Older ones make room. */
  static final int KEPT = 20;

  private final Path folder;
  private final WebSide web;
  private final Clock clock;
  private int count;

  public FailureShots(Path folder, WebSide web, Clock clock) {
    this.folder = folder;
    this.web = web;
    this.clock = clock;
  }

  /**
   * Keeps a picture of the page.
   *
   * @param what part of its name: letters and digits
   * @return where it is, or was to be
   */
  public Path take(Tab tab, String what) {
    String name =
        NAME.format(clock.instant()) + "-%04d-".formatted(count++) + what.replaceAll("\\W+", "-");
    Path picture = folder.resolve(name + ".png");
    try {
      PrivateFiles.folder(folder);
      PrivateFiles.write(picture, tab.screenshot());
      PrivateFiles.write(
          folder.resolve(name + ".txt"), String.join("\n", tab.texts(web.menuTexts())) + "\n");
      forgetOld();
    } catch (IOException | PlaywrightException e) {
      log.debug("No picture of the page was kept", e);
    }
    return picture;
  }

  private void forgetOld() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> pictures = all.filter(file -> file.toString().endsWith(".png")).sorted().toList();
      for (Path old : pictures.subList(0, Math.max(0, pictures.size() - KEPT))) {
        Files.deleteIfExists(old);
        Files.deleteIfExists(
            old.resolveSibling(old.getFileName().toString().replaceAll("png$", "txt")));
      }
    }
  }
}
