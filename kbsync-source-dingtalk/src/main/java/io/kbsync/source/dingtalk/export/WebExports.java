package io.kbsync.source.dingtalk.export;

import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.http.HttpConnector;
import io.kbsync.source.dingtalk.browser.AlidocsPage;
import io.kbsync.source.dingtalk.browser.Browser;
import io.kbsync.source.dingtalk.browser.BrowserGate;
import io.kbsync.source.dingtalk.browser.BrowserSettings;
import io.kbsync.source.dingtalk.browser.BrowserThread;
import io.kbsync.source.dingtalk.browser.FailureShots;
import io.kbsync.source.dingtalk.browser.LoginSession;
import io.kbsync.source.dingtalk.browser.LoginSession.Need;
import io.kbsync.source.dingtalk.browser.Organisation;
import io.kbsync.source.dingtalk.browser.SessionOverException;
import io.kbsync.source.dingtalk.browser.StepFailedException;
import io.kbsync.source.dingtalk.browser.WebSide;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;

/**
 * Files over DingTalk's web side, one at a time, with the session of a person. The browser starts
 * with the first of them. Thread-safe; whoever opened it closes it.
 */
public final class WebExports implements AutoCloseable {

  private final BrowserThread thread;
  private final BrowserGate gate;
  private final LoginSession session;
  private final FailureShots shots;
  private final Parts parts;
  private final BrowserPause pause;
  private final RandomGenerator random;
  private String last = "";
  private long lastEnd;

  private WebExports(
      BrowserSettings settings,
      HttpConnector http,
      ConnectorContext context,
      Organisation organisation,
      BrowserPause pause,
      RandomGenerator random,
      Patience patience) {
    WebSide web = WebSide.bundled();
    this.gate = new BrowserGate(context.clock());
    this.shots = new FailureShots(settings.folder().resolve("failures"), web, context.clock());
    AlidocsPage page = new AlidocsPage(web, settings.docsUrl(), context.calls(), gate);
    this.session =
        LoginSession.of(settings, page, web, gate, context.interaction(), shots, organisation);
    this.thread = BrowserThread.of(settings, gate);
    this.parts =
        new Parts(
            page,
            web,
            new TrustedLinks(HttpUrl.get(settings.docsUrl())),
            http,
            patience,
            settings.folder().resolve("arrivals"));
    this.pause = pause;
    this.random = random;
  }

  /** What all ways share. */
  record Parts(
      AlidocsPage page,
      WebSide web,
      TrustedLinks links,
      HttpConnector http,
      Patience patience,
      Path arrivals) {}

  /**
   * Starts nothing yet.
   *
   * @param random spreads the pauses
   */
  public static WebExports open(
      BrowserSettings settings,
      HttpConnector http,
      ConnectorContext context,
      Organisation organisation,
      BrowserPause pause,
      RandomGenerator random) {
    return new WebExports(settings, http, context, organisation, pause, random, Patience.USUAL);
  }

  /**
   * Tries one way to a file, once. A session that ends meanwhile is renewed once.
   *
   * @throws io.kbsync.api.LaneClosedException when nobody is logged on, or a captcha is in the way
   */
  public Exported export(WebFile file, WebWay way) throws ConnectorException, InterruptedException {
    gate.pass();
    return thread.run(browser -> export(browser, file, way));
  }

  private Exported export(Browser browser, WebFile file, WebWay way)
      throws ConnectorException, InterruptedException {
    if (!file.mayAsk() && !browser.hasSession()) {
      throw PermanentException.needsLogin("nobody is logged on to DingTalk's web documents");
    }
    Need need = new Need(file.uuid(), file.purpose(), file.mayAsk());
    session.require(browser, need);
    rest(browser, file);
    try {
      try {
        return attempt(browser, file, way);
      } catch (SessionOverException e) {
        session.ended();
        session.require(browser, need);
        return attempt(browser, file, way);
      }
    } catch (SessionOverException e) {
      session.ended();
      throw new RetriableException("DingTalk's web session ended at once", e);
    } finally {
      last = file.uuid();
      lastEnd = System.nanoTime();
    }
  }

  private Exported attempt(Browser browser, WebFile file, WebWay way)
      throws ConnectorException, InterruptedException, SessionOverException {
    Desk desk = new Desk(file, browser.tab(), parts);
    try {
      return way.export(desk);
    } catch (StepFailedException e) {
      String seen =
          way instanceof MenuExport
              ? " (the page is pictured in " + shots.take(desk.tab(), e.step()) + ")"
              : "";
      return new Exported.Failed(e.step(), e.detail() + seen);
    }
  }

  /** Between two documents, not between two ways to one. */
  private void rest(Browser browser, WebFile file) throws ConnectorException, InterruptedException {
    if (!last.isEmpty() && !last.equals(file.uuid())) {
      Duration since = Duration.ofNanos(System.nanoTime() - lastEnd);
      Duration left = pause.next(random).minus(since);
      if (!left.isNegative()) {
        browser.tab().pause(left);
      }
    }
  }

  /**
   * Asks for a login, unless somebody is logged on already.
   *
   * @param node what is to be opened; empty: nothing certain
   * @param purpose for people
   */
  public void logIn(String node, String purpose) throws ConnectorException, InterruptedException {
    gate.pass();
    Need need = new Need(node, purpose, true);
    thread.run(
        browser -> {
          session.require(browser, need);
          return true;
        });
  }

  /** Whether it shows only with the next login or file that somebody is, or is not, logged on. */
  public boolean isUndecided() {
    return gate.isOpen() && !session.isKnownAlive();
  }

  /** The version of the description of DingTalk's pages. */
  public String pagesVersion() {
    return parts.web().version();
  }

  /** A new run begins: what shut the browser's ways may be over. */
  public void nextRun() {
    gate.nextRun();
  }

  /** A person is here: whatever shut the browser's ways is over. */
  public void reopen() {
    gate.reopen();
  }

  /** From any thread: what is being done ends soon. */
  public void cancel() {
    thread.cancel();
  }

  @Override
  public void close() {
    thread.close();
  }
}
