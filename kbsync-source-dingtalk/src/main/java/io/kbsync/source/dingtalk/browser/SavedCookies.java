package io.kbsync.source.dingtalk.browser;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The cookies of a saved session. The profile keeps everything else; of cookies it forgets those
 * without an end, and at a crash the youngest. Pure.
 */
final class SavedCookies {

  private SavedCookies() {}

  /**
   * Those in a storage state, as Playwright writes it.
   *
   * @throws IllegalArgumentException when it is none
   */
  static List<Cookie> in(String storageState) {
    return AlidocsPage.read(storageState)
        .orElseThrow(() -> new IllegalArgumentException("it is no storage state"))
        .list("cookies")
        .stream()
        .flatMap(cookie -> cookie(cookie).stream())
        .toList();
  }

  private static Optional<Cookie> cookie(WebAnswer saved) {
    Optional<String> name = saved.text("name");
    Optional<String> domain = saved.text("domain");
    if (name.isEmpty() || domain.isEmpty()) {
      return Optional.empty();
    }
    Cookie cookie =
        new Cookie(name.get(), saved.text("value").orElse(""))
            .setDomain(domain.get())
            .setPath(saved.text("path").orElse("/"))
            .setExpires(saved.text("expires").map(Double::parseDouble).orElse(-1.0))
            .setHttpOnly(saved.isTrue("httpOnly"))
            .setSecure(saved.isTrue("secure"));
    saved
        .text("sameSite")
        .map(site -> SameSiteAttribute.valueOf(site.toUpperCase(Locale.ROOT)))
        .ifPresent(cookie::setSameSite);
    return Optional.of(cookie);
  }
}
