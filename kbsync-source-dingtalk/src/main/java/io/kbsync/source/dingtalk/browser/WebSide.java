package io.kbsync.source.dingtalk.browser;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How the web side of DingTalk's documents looks: addresses, selectors, texts. One file says it,
 * since nobody promises that it stays so. Immutable.
 */
public final class WebSide {

  private static final String FILE = "alidocs-web.json";
  private static final String SCRIPT = "alidocs-page.js";

  private final Description description;
  private final String script;

  private WebSide(Description description, String script) {
    this.description = description;
    this.script = script;
  }

  /** The one that comes with the program. */
  public static WebSide bundled() {
    return read(text(FILE));
  }

  /** Another description of the pages, in the form of the bundled one. */
  static WebSide read(String json) {
    JsonAdapter<Description> adapter = new Moshi.Builder().build().adapter(Description.class);
    try {
      return new WebSide(Objects.requireNonNull(adapter.fromJson(json)), text(SCRIPT));
    } catch (IOException | JsonDataException e) {
      throw new IllegalStateException("The description of DingTalk's pages cannot be read", e);
    }
  }

  private static String text(String resource) {
    try (InputStream bytes = WebSide.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(bytes, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which state of DingTalk's pages the file describes: year and month. */
  public String version() {
    return description.version();
  }

  /** A path on the documents' host. */
  public String endpoint(String name) {
    return Objects.requireNonNull(description.endpoints().get(name), name);
  }

  /** The version of DingTalk's own page that an export job names. */
  public String appVersion(String name) {
    return Objects.requireNonNull(description.appVersions().get(name), name);
  }

  /** The way through the page's own menu, by kind and form: {@code adoc:docx}. */
  public Optional<Menu> menu(String name) {
    return Optional.ofNullable(description.menus().get(name));
  }

  Login login() {
    return description.login();
  }

  Captcha captcha() {
    return description.captcha();
  }

  /** What a page shows that the account may not read. */
  public List<String> unreadable() {
    return description.unreadable();
  }

  /** What an editor shows that did not load. */
  public List<String> notLoaded() {
    return description.notLoaded();
  }

  /** Where the texts of menus stand. */
  List<String> menuTexts() {
    return description.menuTexts();
  }

  /** What runs inside the page. */
  String script() {
    return script;
  }

  /** The file as a whole; public because Moshi asks for it. */
  public record Description(
      String version,
      Map<String, String> endpoints,
      Map<String, String> appVersions,
      Login login,
      Captcha captcha,
      List<String> unreadable,
      List<String> notLoaded,
      List<String> menuTexts,
      Map<String, Menu> menus) {}

  /**
   * The login page.
   *
   * @param addresses parts of its address
   * @param answers parts of what it answers in place of data
   */
  public record Login(
      List<String> addresses,
      List<String> answers,
      List<String> scanTab,
      List<String> code,
      List<String> renew,
      List<String> remember,
      List<String> consent) {}

  /** The check whether a human is there: parts of answers, and elements of pages. */
  public record Captcha(List<String> answers, List<String> elements) {}

  /**
   * A way through a menu.
   *
   * @param ready what a page shows once it can be used, beside the first step
   * @param dismiss what may lie over it, with the button that takes it away
   * @param confirm buttons of a question that may come between the last step and the file
   */
  public record Menu(
      List<String> ready, List<String> dismiss, List<Step> steps, List<String> confirm) {}

  /**
   * One step.
   *
   * @param action {@code click} or {@code hover}
   * @param any selectors; the first one that shows something is used
   */
  public record Step(String name, String action, List<String> any) {}
}
