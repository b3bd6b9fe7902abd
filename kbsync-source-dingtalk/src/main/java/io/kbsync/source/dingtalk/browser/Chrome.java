package io.kbsync.source.dingtalk.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A running Chrome or Chromium with one page, and what arrives in it. Only for the thread that
 * started it; events are noted while that thread is inside a call to Playwright.
 */
final class Chrome implements AutoCloseable {

  /** No call to the browser blocks longer, so that cancelling is quick. */
  static final int SLICE_MILLIS = 2000;

  /** Nothing that the browser does on its own is wanted here. */
  private static final List<String> QUIET =
      List.of(
          "--disable-sync",
          "--no-pings",
          "--disable-domain-reliability",
          "--disable-background-networking",
          "--disable-component-update");

  private final Playwright playwright;
  private final BrowserContext context;
  private final Page page;
  private final boolean window;
  private final List<Download> downloads = new ArrayList<>();
  private final List<Response> responses = new ArrayList<>();

  private Chrome(Playwright playwright, BrowserContext context, boolean window) {
    this.playwright = playwright;
    this.context = context;
    this.window = window;
    this.page = context.pages().isEmpty() ? context.newPage() : context.pages().get(0);
    context.setDefaultTimeout(SLICE_MILLIS);
    context.setDefaultNavigationTimeout(SLICE_MILLIS);
    context.onResponse(responses::add);
    page.onDownload(downloads::add);
    context.onPage(more -> more.onDownload(downloads::add));
  }

  /**
   * @param program an executable file
   * @param driver the variables that the driver is started with
   * @param profile the folder of its profile, used by nobody else
   */
  static Chrome start(
      BrowserSettings settings,
      Path program,
      Map<String, String> driver,
      Path profile,
      boolean window)
      throws IOException {
    forgetOwner(profile);
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(driver));
    try {
      BrowserType.LaunchPersistentContextOptions options =
          new BrowserType.LaunchPersistentContextOptions()
              .setExecutablePath(program)
              .setHeadless(!window)
              .setChromiumSandbox(!isRoot())
              .setArgs(QUIET)
              .setLocale("zh-CN")
              .setAcceptDownloads(true)
              .setTimeout(60_000)
              .setHandleSIGINT(false)
              .setHandleSIGTERM(false)
              .setHandleSIGHUP(false);
      settings.proxy().ifPresent(address -> options.setProxy(proxy(address)));
      return new Chrome(
          playwright, playwright.chromium().launchPersistentContext(profile, options), window);
    } catch (PlaywrightException e) {
      playwright.close();
      throw e;
    }
  }

  private static Proxy proxy(ProxyLogin address) {
    Proxy proxy = new Proxy(address.server());
    address.user().ifPresent(proxy::setUsername);
    address.password().ifPresent(secret -> proxy.setPassword(secret.reveal()));
    return proxy;
  }

  /** Chrome refuses a profile whose last owner was killed; nobody else uses this one. */
  private static void forgetOwner(Path profile) throws IOException {
    for (String mark : List.of("SingletonLock", "SingletonCookie", "SingletonSocket")) {
      Files.deleteIfExists(profile.resolve(mark));
    }
  }

  static boolean isRoot() {
    return System.getProperty("user.name", "").equals("root");
  }

  BrowserContext context() {
    return context;
  }

  Page page() {
    return page;
  }

  boolean hasWindow() {
    return window;
  }

  List<Download> downloads() {
    return downloads;
  }

  /** Since they were last forgotten, as the downloads. */
  List<Response> responses() {
    return responses;
  }

  void forgetArrivals() {
    downloads.clear();
    responses.clear();
  }

  /** Whether it still answers. */
  boolean isAlive() {
    try {
      return !page.isClosed() && Boolean.TRUE.equals(page.evaluate("() => true"));
    } catch (PlaywrightException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (PlaywrightException e) {
      // it is gone already
    }
    playwright.close();
  }
}
