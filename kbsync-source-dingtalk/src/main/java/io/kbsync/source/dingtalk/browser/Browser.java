package io.kbsync.source.dingtalk.browser;

import com.microsoft.playwright.PlaywrightException;
import io.kbsync.api.LaneClosedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser with the profile and the session that outlive it: started when first wanted. Only for
 * the browser's thread.
 */
public final class Browser {

  private static final Logger log = LoggerFactory.getLogger(Browser.class);

  private final BrowserSettings settings;
  private final BrowserGate gate;
  private final BrowserLocator locator;
  private final DriverFolder driver;
  private final Path account;
  private final Path session;
  private Stop stop = new Stop();
  private @Nullable Chrome chrome;

  Browser(BrowserSettings settings, BrowserGate gate, BrowserLocator locator, DriverFolder driver) {
    this.settings = settings;
    this.gate = gate;
    this.locator = locator;
    this.driver = driver;
    this.account = settings.folder().resolve(settings.account());
    this.session = account.resolve("session.json");
  }

  /** New work begins, which {@code stop} may end early. */
  void begin(Stop next) throws InterruptedException {
    stop = next;
    stop.check();
    if (chrome != null) {
      chrome.forgetArrivals();
    }
  }

  /** Its page; the browser is started where it does not run yet. */
  public Tab tab() throws LaneClosedException {
    if (chrome == null) {
      chrome = start(settings.headless() == BrowserSettings.Headless.FALSE);
    }
    return new Tab(chrome, stop);
  }

  /** Whether somebody was logged on when the browser last ran. */
  public boolean hasSession() {
    return chrome != null || Files.exists(session);
  }

  boolean hasWindow() {
    return chrome != null && chrome.hasWindow();
  }

  /** Where there is a screen and people may see the browser. */
  boolean mayShowWindow() {
    return switch (settings.headless()) {
      case TRUE -> false;
      case FALSE -> true;
      case AUTO -> hasScreen(System.getenv());
    };
  }

  static boolean hasScreen(Map<String, String> environment) {
    return !environment.getOrDefault("DISPLAY", "").isEmpty()
        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
  }

  /** Starts it again with a window, in the same profile. */
  void showWindow() throws LaneClosedException {
    if (!hasWindow()) {
      close();
      chrome = start(true);
    }
  }

  private Chrome start(boolean window) throws LaneClosedException {
    try {
      Path program = locator.find(settings.chromePath());
      PrivateFiles.folder(settings.folder());
      PrivateFiles.folder(account);
      Map<String, String> variables = DriverFolder.use(driver);
      if (Chrome.isRoot()) {
        log.warn(
            "The browser runs without its sandbox, since the program runs as root. Run it as"
                + " another user where you can");
      }
      Chrome started =
          Chrome.start(
              settings,
              program,
              variables,
              PrivateFiles.folder(account.resolve("profile")),
              window);
      log.debug("started {}", program);
      restoreSession(started);
      return started;
    } catch (BrowserMissingException e) {
      throw gate.shutForNow(String.valueOf(e.getMessage()));
    } catch (IOException | PlaywrightException e) {
      log.debug("The browser did not start", e);
      throw gate.shutForNow(
          "The browser could not be started (" + firstLine(e) + "). Check chromePath");
    }
  }

  /** Cookies that the browser forgets at its end are in the session's file. */
  private void restoreSession(Chrome started) {
    if (Files.exists(session)) {
      try {
        started.context().addCookies(SavedCookies.in(Files.readString(session)));
      } catch (IOException | IllegalArgumentException | PlaywrightException e) {
        log.warn("The saved login in {} cannot be used ({})", session, firstLine(e));
      }
    }
  }

  /** Keeps the session for the next start. */
  void saveSession() {
    if (chrome == null) {
      return;
    }
    try {
      PrivateFiles.write(session, chrome.context().storageState());
    } catch (IOException e) {
      log.warn("The login cannot be kept in {} ({}): the next start asks again", session, e);
    }
  }

  /** Logs off: nothing of the session stays. */
  void forgetSession() {
    if (chrome != null) {
      chrome.context().clearCookies();
    }
    try {
      Files.deleteIfExists(session);
    } catch (IOException e) {
      log.debug("The session's file stays", e);
    }
  }

  /** Whether a failure was the browser's own end; then it is put away, and may be started again. */
  boolean buryIfDead() {
    if (chrome == null || chrome.isAlive()) {
      return false;
    }
    end();
    return true;
  }

  /** Ends it; what the pages changed in a session is kept. */
  void close() {
    if (chrome != null && Files.exists(session) && chrome.isAlive()) {
      saveSession();
    }
    end();
  }

  private void end() {
    Optional.ofNullable(chrome).ifPresent(Browser::close);
    chrome = null;
  }

  private static void close(Chrome running) {
    try {
      running.close();
    } catch (PlaywrightException e) {
      log.debug("The browser did not end by itself", e);
    }
  }

  /** What Playwright says, without the logs that follow. */
  static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage()).strip();
    String line = message.lines().filter(l -> l.contains("message='")).findFirst().orElse(message);
    return line.lines().findFirst().orElse("").replace("message='", "").strip();
  }
}
