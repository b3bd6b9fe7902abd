package io.kbsync.source.dingtalk.export;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import io.kbsync.api.ConnectorException;
import io.kbsync.source.dingtalk.browser.AlidocsPage;
import io.kbsync.source.dingtalk.browser.StepFailedException;
import io.kbsync.source.dingtalk.browser.Tab;
import io.kbsync.source.dingtalk.browser.WebAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * What a page does after the last step of its menu: it downloads, or asks a job of its own until
 * that has a link; whichever comes first.
 */
final class Arrivals {

  private static final String STEP = "the file after the last step";

  private static final Duration SETTLED = Duration.ofMillis(200);

  private final Desk desk;
  private final Tab tab;
  private int read;

  Arrivals(Desk desk) {
    this.desk = desk;
    this.tab = desk.tab();
  }

  /**
   * @param confirm buttons of a question that may come before
   */
  Exported await(List<String> confirm)
      throws ConnectorException, InterruptedException, StepFailedException {
    Optional<Exported> come =
        tab.await(
            desk.patience().toArrive(),
            () -> {
              desk.page().passCaptcha(tab);
              tab.find(confirm).ifPresent(Arrivals::click);
              return downloaded().or(this::linked);
            });
    Exported arrived =
        come.orElseThrow(() -> new StepFailedException(STEP, "nothing came in time"));
    if (arrived instanceof Exported.Failed failed) {
      throw new StepFailedException(failed.step(), failed.detail());
    }
    dropRest();
    return arrived;
  }

  /** A page whose job has a link downloads it, too; nothing of that may reach the next document. */
  private void dropRest() throws InterruptedException {
    tab.pause(SETTLED);
    for (Download download : tab.downloads()) {
      try {
        download.delete();
      } catch (PlaywrightException e) {
        // it never became a file
      }
    }
    tab.forgetArrivals();
  }

  private static void click(Locator button) {
    try {
      button.click();
    } catch (PlaywrightException e) {
      // it went away by itself
    }
  }

  private Optional<Exported> downloaded() {
    return tab.downloads().stream().findFirst().map(this::taken);
  }

  /** A link is read by KBSync itself; what the page made itself is saved. */
  private Exported taken(Download download) {
    HttpUrl url = HttpUrl.parse(download.url());
    if (url != null && desk.links().isTrusted(url)) {
      download.cancel();
      return new Exported.Link(url);
    } else if (url != null) {
      download.cancel();
      return new Exported.Failed(STEP, "it would come from " + url.host() + ", not from DingTalk");
    }
    try {
      Path file = Files.createTempFile(Files.createDirectories(desk.arrivals()), "export", ".part");
      download.saveAs(file);
      return new Exported.Saved(file, download.suggestedFilename());
    } catch (IOException e) {
      return new Exported.Failed(STEP, "it cannot be saved in " + desk.arrivals());
    }
  }

  private Optional<Exported> linked() {
    List<Response> all = tab.responses();
    while (read < all.size()) {
      Response response = all.get(read++);
      Optional<Exported> link = isOfJob(response) ? link(response) : Optional.empty();
      if (link.isPresent()) {
        return link;
      }
    }
    return Optional.empty();
  }

  private boolean isOfJob(Response response) {
    return List.of("queryExport", "createExport", "exportStatus").stream()
        .anyMatch(name -> response.url().contains(desk.web().endpoint(name)));
  }

  private Optional<Exported> link(Response response) {
    WebAnswer answer;
    try {
      answer = AlidocsPage.read(response.text()).orElse(new WebAnswer(Map.of()));
    } catch (PlaywrightException e) {
      return Optional.empty();
    }
    String status = answer.text("data", "status").orElse("");
    if (status.equals("failed") || status.equals("error")) {
      return Optional.of(new Exported.Failed("the page's export job", "it " + status));
    }
    boolean done = status.equals("success") || answer.isTrue("data", "done");
    return !done
        ? Optional.empty()
        : answer
            .text("data", "ossUrl")
            .or(() -> answer.text("data", "url"))
            .flatMap(url -> Optional.ofNullable(HttpUrl.parse(url)))
            .filter(desk.links()::isTrusted)
            .map(Exported.Link::new);
  }
}
