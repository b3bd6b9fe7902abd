package io.kbsync.testkit.dingtalk.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real Chromium without a screen. Belongs to the thread that opened it. */
final class Chrome implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/bin/chromium");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser;

  Chrome() {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
    if ("root".equals(System.getProperty("user.name"))) {
      flags.add("--no-sandbox");
    }
    BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(flags);
    if (Files.isExecutable(INSTALLED)) {
      options.setExecutablePath(INSTALLED);
    }
    browser = playwright.chromium().launch(options);
  }

  /** A window of its own cookies, which are those that were saved here, if any. */
  BrowserContext open(@Nullable Path savedState) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setLocale("zh-CN").setAcceptDownloads(true);
    if (savedState != null) {
      options.setStorageStatePath(savedState);
    }
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(20_000);
    return context;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
