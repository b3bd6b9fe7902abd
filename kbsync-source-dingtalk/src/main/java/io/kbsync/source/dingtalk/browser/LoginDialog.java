package io.kbsync.source.dingtalk.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.Interaction;
import io.kbsync.api.Interaction.Prompt;
import io.kbsync.api.LaneClosedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a person to log on: in a window where there is a screen, by a code for the phone where there
 * is none. Only for the browser's thread.
 */
final class LoginDialog {

  private static final Logger log = LoggerFactory.getLogger(LoginDialog.class);

  /** Between two looks whether somebody has logged on. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration USUAL_WAIT = Duration.ofMinutes(10);

  /** DingTalk's codes end about then. */
  private static final Duration CODE_LASTS = Duration.ofSeconds(90);

  private final AlidocsPage page;
  private final WebSide.Login look;
  private final BrowserGate gate;
  private final Interaction interaction;
  private final Duration wait;
  private final boolean alsoForNobody;
  private final FailureShots shots;

  LoginDialog(
      AlidocsPage page,
      WebSide.Login look,
      BrowserGate gate,
      Interaction interaction,
      Optional<Duration> wait,
      FailureShots shots) {
    this.page = page;
    this.look = look;
    this.gate = gate;
    this.interaction = interaction;
    this.wait = wait.orElse(USUAL_WAIT);
    this.alsoForNobody = wait.isPresent();
    this.shots = shots;
  }

  /** Whether somebody is logged on now. */
  @FunctionalInterface
  interface Probe {
    boolean isAlive() throws ConnectorException, InterruptedException;
  }

  /**
   * Returns when the probe says that somebody is logged on.
   *
   * @param address a page that asks for the login
   * @param purpose for people, to follow "A login is needed"
   * @throws LaneClosedException when nobody can be asked, or nobody came in time
   */
  void logOn(Browser browser, String address, String purpose, Probe probe)
      throws ConnectorException, InterruptedException {
    boolean window = browser.mayShowWindow();
    String how =
        window
            ? "Log on in the window that opens, then press Enter here (or just wait: KBSync"
                + " notices by itself)."
            : "Scan the code with DingTalk on your phone.";
    try (Question question = new Question("A DingTalk login is needed. " + purpose + "\n" + how)) {
      if (question.answer() == Interaction.Answer.NOBODY && !alsoForNobody) {
        throw gate.shutForNow(
            "A DingTalk login is needed, and nobody is here to log on. " + remedy());
      }
      if (window) {
        browser.showWindow();
      }
      page.open(browser.tab(), address);
      waitFor(browser, address, question, probe);
      log.info("DingTalk's web documents are open: somebody is logged on");
    }
  }

  private void waitFor(Browser browser, String address, Question question, Probe probe)
      throws ConnectorException, InterruptedException {
    CodeOnScreen code = new CodeOnScreen();
    long end = System.nanoTime() + wait.toNanos();
    while (!probe.isAlive()) {
      if (System.nanoTime() > end) {
        throw gate.shut("Nobody logged on to DingTalk in time. " + remedy());
      }
      switch (question.answer()) {
        case NOBODY -> {
          if (!alsoForNobody) {
            throw gate.shutForNow("Whoever was asked for a DingTalk login is gone. " + remedy());
          }
        }
        case DONE -> {
          page.open(browser.tab(), address);
          if (probe.isAlive()) {
            return;
          }
          question.again(
              "DingTalk says that nobody is logged on yet. Finish the login, then press Enter.");
        }
        case WAITING -> {}
      }
      if (!browser.hasWindow()) {
        code.show(browser.tab(), address, question);
      }
      browser.tab().pause(LOOK);
    }
  }

  /** What people are asked; may be asked in other words while it is open. */
  private final class Question implements AutoCloseable {

    private Prompt prompt;

    Question(String text) {
      this.prompt = interaction.open(text);
    }

    Interaction.Answer answer() {
      return prompt.answer();
    }

    void again(String text) {
      prompt.close();
      prompt = interaction.open(text);
    }

    void showQr(byte[] png) {
      prompt.showQr(png);
    }

    @Override
    public void close() {
      prompt.close();
    }
  }

  private static String remedy() {
    return "Run KBSync login --config config on a terminal, then run again";
  }

  /** The code that people see, kept the same as the one on the login page. */
  private final class CodeOnScreen {

    private String shown = "";
    private long shownAt = System.nanoTime();
    private boolean puzzled;

    void show(Tab tab, String address, Question question)
        throws ConnectorException, InterruptedException {
      if (page.isInside(tab)) {
        return;
      }
      try {
        click(tab, look.remember());
        Optional<String> seen = tab.find(look.code()).flatMap(CodeOnScreen::read);
        if (seen.isPresent() && !seen.get().equals(shown)) {
          shown = seen.get();
          shownAt = System.nanoTime();
          question.showQr(QrCode.png(shown));
        } else if (System.nanoTime() - shownAt > CODE_LASTS.toNanos()) {
          renew(tab, address);
        } else if (seen.isEmpty()) {
          lookFor(tab);
        }
      } catch (PlaywrightException e) {
        log.debug("The login page changed while it was read", e);
      }
    }

    private static Optional<String> read(Locator element) {
      return QrReader.read(element.screenshot());
    }

    /** No code: it is over, or the page shows the other way of logging on, or asks something. */
    private void lookFor(Tab tab) throws InterruptedException {
      boolean helped =
          click(tab, look.renew()) || click(tab, look.consent()) || click(tab, look.scanTab());
      if (!helped && !puzzled && System.nanoTime() - shownAt > CODE_LASTS.toNanos() / 3) {
        puzzled = true;
        log.warn(
            "DingTalk's login page shows no code; it is pictured in {}", shots.take(tab, "login"));
      }
    }

    private void renew(Tab tab, String address) throws ConnectorException, InterruptedException {
      shownAt = System.nanoTime();
      if (!click(tab, look.renew())) {
        page.open(tab, address);
      }
    }

    private static boolean click(Tab tab, List<String> selectors) {
      Optional<Locator> found = tab.find(selectors);
      found.ifPresent(Locator::click);
      return found.isPresent();
    }
  }
}
