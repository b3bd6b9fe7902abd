package io.kbsync.source.dingtalk.browser;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitUntilState;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The browser's page. Only for the browser's thread. Every wait ends soon when it is cancelled. */
public final class Tab {

  private static final Duration TO_OPEN = Duration.ofSeconds(40);
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration BUSY_SERVER = Duration.ofSeconds(10);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final String TEXT = "text=";
  private static final String PASS_OVER =
      "all => all.forEach(one => one.setAttribute('data-kbsync-passed-over', ''))";
  private static final String NEW = ":not([data-kbsync-passed-over])";
  private static final String RESULT =
      "id => Promise.race([window.__kbsync.jobs[id],"
          + " new Promise(done => setTimeout(() => done(null), 1500))])";

  private final Chrome chrome;
  private final Page page;
  private final Stop stop;

  Tab(Chrome chrome, Stop stop) {
    this.chrome = chrome;
    this.page = chrome.page();
    this.stop = stop;
  }

  /** What is waited for; looked at again and again. */
  @FunctionalInterface
  public interface Sight<T> {
    Optional<T> look() throws ConnectorException, InterruptedException;
  }

  /** Waits in the browser's own way, so that its events arrive. */
  public void pause(Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    stop.check();
    for (long left = length.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      page.waitForTimeout((double) Math.min(left, 250));
      stop.check();
    }
  }

  /** Looks until there is something to see; empty when the time is over. */
  public <T> Optional<T> await(Duration limit, Sight<T> sight)
      throws ConnectorException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Optional<T> seen = sight.look();
    while (seen.isEmpty() && System.nanoTime() < end) {
      pause(GLANCE);
      seen = sight.look();
    }
    return seen;
  }

  /** Goes to an address and returns when its page has begun to load. */
  public void open(String url) throws ConnectorException, InterruptedException {
    stop.check();
    String before = page.url();
    try {
      Response response =
          page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
      judge(response, url);
    } catch (TimeoutError e) {
      awaitOther(before, url, e);
    }
  }

  /** What takes longer than a slice goes on by itself. */
  private void awaitOther(String before, String url, TimeoutError slow)
      throws ConnectorException, InterruptedException {
    Optional<String> opened =
        await(TO_OPEN, () -> Optional.of(page.url()).filter(now -> !now.equals(before)));
    if (opened.isEmpty()) {
      throw new RetriableException("The page " + withoutQuery(url) + " did not open", slow);
    }
  }

  private static void judge(@Nullable Response response, String url) throws RetriableException {
    int status = response == null ? 0 : response.status();
    if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      throw RetriableException.after(
          BUSY_SERVER, "HTTP " + status + " came for the page " + withoutQuery(url), null);
    }
  }

  /** Where it is. */
  public String address() {
    return page.url();
  }

  /** The first that can be seen and is not passed over, in the page or any frame of it. */
  public Optional<Locator> find(List<String> selectors) {
    for (String selector : selectors) {
      for (Frame frame : page.frames()) {
        Optional<Locator> found = find(frame, selector);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What has these texts now is passed over from now on, until another page is opened: a menu that
   * opens later may hold the words of the document's own title.
   */
  public void passOverTexts(List<String> selectors) {
    List<String> texts =
        selectors.stream().filter(selector -> selector.contains(TEXT)).distinct().toList();
    page.frames().forEach(frame -> texts.forEach(selector -> passOver(frame, selector)));
  }

  private static void passOver(Frame frame, String selector) {
    try {
      frame.locator(selector).locator("visible=true").evaluateAll(PASS_OVER);
    } catch (PlaywrightException e) {
      // the frame went away, and what it showed with it
    }
  }

  private static Optional<Locator> find(Frame frame, String selector) {
    try {
      Locator first =
          frame.locator(selector).locator("visible=true").and(frame.locator(NEW)).first();
      return first.isVisible() ? Optional.of(first) : Optional.empty();
    } catch (PlaywrightException e) {
      // the frame went away while it was looked at
      return Optional.empty();
    }
  }

  /** Runs the page's script and waits for what it promises. */
  Object ask(String script, Map<String, ?> request) throws InterruptedException {
    Object id = page.evaluate(script, request);
    Object result = null;
    while (result == null) {
      stop.check();
      result = page.evaluate(RESULT, id);
    }
    return result;
  }

  /** Forgets what arrived so far. */
  public void forgetArrivals() {
    chrome.forgetArrivals();
  }

  /** Downloads that began. */
  public List<Download> downloads() {
    return List.copyOf(chrome.downloads());
  }

  /** Answers that arrived. */
  public List<Response> responses() {
    return List.copyOf(chrome.responses());
  }

  /** The whole window as a PNG. */
  byte[] screenshot() {
    return page.screenshot();
  }

  /** The texts that can be seen at these places. */
  List<String> texts(List<String> selectors) {
    return page.frames().stream()
        .flatMap(frame -> texts(frame, String.join(", ", selectors)).stream())
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
  }

  private static List<String> texts(Frame frame, String selector) {
    try {
      return frame.locator(selector).locator("visible=true").allInnerTexts();
    } catch (PlaywrightException e) {
      return List.of();
    }
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
