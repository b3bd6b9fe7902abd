package io.kbsync.source.dingtalk.export;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.source.dingtalk.browser.SessionOverException;
import io.kbsync.source.dingtalk.browser.StepFailedException;
import io.kbsync.source.dingtalk.browser.Tab;
import io.kbsync.source.dingtalk.browser.WebSide.Menu;
import io.kbsync.source.dingtalk.browser.WebSide.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The way a person takes: the document's page, its menu, the entry of the format. */
final class MenuExport implements WebWay {

  private static final int LOADS = 3;

  private static final String DISABLED =
      "e => e.closest('[class*=\"-disabled\"], [aria-disabled=\"true\"]') !== null";

  /** A sub-menu needs a moment after the pointer came. */
  private static final Duration SETTLED = Duration.ofMillis(150);

  private final String menu;

  /**
   * @param menu kind and form, as the description of the pages names it: {@code adoc:docx}
   */
  MenuExport(String menu) {
    this.menu = menu;
  }

  @Override
  public String name() {
    return "the page's menu";
  }

  @Override
  public Exported export(Desk desk)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    Menu way =
        desk.web()
            .menu(menu)
            .orElseThrow(
                () -> new StepFailedException("the menu", "nobody has described it for " + menu));
    desk.passGuard();
    load(desk, way);
    desk.tab().forgetArrivals();
    desk.tab().passOverTexts(behindTheMenuButton(way));
    for (Step step : way.steps()) {
      take(desk, way, step);
    }
    return new Arrivals(desk).await(way.confirm());
  }

  private static List<String> behindTheMenuButton(Menu way) {
    return way.steps().stream().skip(1).flatMap(step -> step.any().stream()).toList();
  }

  /** Opens the page until its editor is there. */
  private static void load(Desk desk, Menu way)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    Step first = way.steps().get(0);
    for (int load = 0; load < LOADS; load++) {
      desk.openPage();
      if (isLoaded(desk, way, first)) {
        return;
      }
    }
    throw new StepFailedException("the editor", "it did not load (加载失败)");
  }

  /** False: the page itself says that it did not load. */
  private static boolean isLoaded(Desk desk, Menu way, Step first)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    Tab tab = desk.tab();
    Optional<Boolean> loaded =
        tab.await(
            desk.patience().toLoad(),
            () -> {
              desk.page().passCaptcha(tab);
              // First: a document may hold the very words of a page that did not load.
              boolean ready = way.ready().isEmpty() || tab.find(way.ready()).isPresent();
              if (ready && tab.find(first.any()).isPresent()) {
                return Optional.of(true);
              } else if (tab.find(desk.web().unreadable()).isPresent()) {
                throw PermanentException.skipped("the account may not open it (暂无权限访问)");
              }
              return tab.find(desk.web().notLoaded()).map(seen -> false);
            });
    if (loaded.isEmpty() && !desk.page().isInside(tab)) {
      throw desk.page().sessionOver();
    }
    return loaded.orElseThrow(
        () ->
            new StepFailedException(
                first.name(),
                way.ready().isEmpty() || tab.find(way.ready()).isPresent()
                    ? "it is not on the page"
                    : "the editor does not show"));
  }

  private static void take(Desk desk, Menu way, Step step)
      throws ConnectorException, InterruptedException, StepFailedException {
    Tab tab = desk.tab();
    tab.find(way.dismiss()).ifPresent(MenuExport::click);
    Locator element =
        tab.await(desk.patience().toStep(), () -> tab.find(step.any()))
            .orElseThrow(() -> new StepFailedException(step.name(), "it is not on the page"));
    if (isDisabled(element)) {
      throw Desk.notAllowed();
    }
    try {
      if (step.action().equals("hover")) {
        element.hover();
        tab.pause(SETTLED);
      } else {
        element.click();
      }
    } catch (PlaywrightException e) {
      throw new StepFailedException(step.name(), "it cannot be reached with the pointer");
    }
  }

  private static boolean isDisabled(Locator element) {
    return Boolean.TRUE.equals(element.evaluate(DISABLED));
  }

  private static void click(Locator element) {
    try {
      element.click();
    } catch (PlaywrightException e) {
      // what lay over the page is gone already
    }
  }
}
