package io.kbsync.source.dingtalk.browser;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.kbsync.api.ApiGroup;
import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.RetriableException;
import io.kbsync.http.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What DingTalk's own pages can ask DingTalk for, asked from inside such a page, with its cookies.
 * Only for the browser's thread.
 */
public final class AlidocsPage {

  static final ApiGroup API = ApiGroup.free("alidocs");
  private static final ApiGroup PAGES = ApiGroup.free("browser");
  private static final Duration THROTTLE_PAUSE = Duration.ofSeconds(10);
  private static final int LONGEST_MESSAGE = 200;
  private static final JsonAdapter<Map<String, Object>> JSON =
      new Moshi.Builder()
          .build()
          .adapter(Types.newParameterizedType(Map.class, String.class, Object.class));

  private final WebSide web;
  private final String docsUrl;
  private final Calls calls;
  private final BrowserGate gate;

  public AlidocsPage(WebSide web, String docsUrl, Calls calls, BrowserGate gate) {
    this.web = web;
    this.docsUrl = docsUrl;
    this.calls = calls;
    this.gate = gate;
  }

  /** The page of a node: a document, a file, a knowledge base's root. */
  public String nodeAddress(String uuid) {
    return docsUrl + web.endpoint("node").replace("{uuid}", uuid);
  }

  /** Opens the page of a node, anew. */
  public void open(Tab tab, String url) throws ConnectorException, InterruptedException {
    calls.await(PAGES);
    tab.open(url);
    passCaptcha(tab);
  }

  /** Goes to the page of a node unless the tab shows DingTalk's documents already. */
  public void enter(Tab tab, String url) throws ConnectorException, InterruptedException {
    if (!isInside(tab)) {
      open(tab, url);
    }
  }

  /** Whether the tab shows DingTalk's documents, and not the login. */
  public boolean isInside(Tab tab) {
    return tab.address().startsWith(docsUrl + "/") && !isLogin(tab.address());
  }

  private boolean isLogin(String address) {
    return web.login().addresses().stream().anyMatch(address::contains);
  }

  /** The tab shows the login in place of what was opened. */
  public SessionOverException sessionOver() {
    return new SessionOverException();
  }

  /** A captcha is for people: it shuts the browser's ways. */
  public void passCaptcha(Tab tab) throws LaneClosedException {
    if (tab.find(web.captcha().elements()).isPresent() || isCaptcha(tab.address())) {
      throw captcha();
    }
  }

  private boolean isCaptcha(String text) {
    return web.captcha().answers().stream().anyMatch(text::contains);
  }

  private LaneClosedException captcha() {
    return gate.shut(
        "DingTalk asks for a captcha. Open a document in your own browser and solve it there, wait"
            + " half an hour, and run again; a longer browserPause makes it rarer");
  }

  /**
   * Sends a request from inside the page.
   *
   * @throws StepFailedException when DingTalk refuses it
   * @throws SessionOverException when nobody is logged on
   */
  public WebAnswer ask(Tab tab, WebRequest request)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    calls.await(API);
    if (!(tab.ask(web.script(), request.forPage(web.endpoint("token"))) instanceof Map<?, ?> result)
        || !(result.get("value") instanceof Map<?, ?> reply)) {
      throw new StepFailedException(request.step(), "the page could not ask for it");
    }
    int status = reply.get("status") instanceof Number number ? number.intValue() : 0;
    String text = String.valueOf(reply.get("text"));
    if (Boolean.TRUE.equals(reply.get("made"))) {
      return new WebAnswer(Map.of("made", text));
    }
    judge(request, status, text, reply.get("retryAfter"));
    return answer(request, text);
  }

  private void judge(WebRequest request, int status, String text, @Nullable Object retryAfter)
      throws ConnectorException, StepFailedException, SessionOverException {
    if (isCaptcha(text)) {
      throw captcha();
    } else if (status == 429) {
      Duration pause = pause(retryAfter);
      calls.throttled(API, pause);
      throw RetriableException.after(pause, "DingTalk's pages ask for fewer requests", null);
    } else if (status / 100 == 3 || status == 401 || isLoginPage(text)) {
      throw new SessionOverException();
    } else if (status >= 500) {
      throw new RetriableException(
          "DingTalk's pages answer HTTP " + status + " (" + request.step() + ")", null);
    }
  }

  private boolean isLoginPage(String text) {
    return text.stripLeading().startsWith("<")
        && web.login().answers().stream().anyMatch(text::contains);
  }

  private static Duration pause(@Nullable Object retryAfter) {
    String text = String.valueOf(retryAfter);
    return text.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(text)) : THROTTLE_PAUSE;
  }

  private static WebAnswer answer(WebRequest request, String text) throws StepFailedException {
    WebAnswer answer = read(text).orElse(null);
    if (answer == null) {
      throw new StepFailedException(request.step(), "something else than JSON came");
    } else if (!answer.isTrue("isSuccess")) {
      throw new StepFailedException(request.step(), words(answer));
    }
    return new WebAnswer(answer.data().get("data") instanceof Map<?, ?> map ? cast(map) : Map.of());
  }

  /** What a text holds; empty when it is no JSON object. */
  public static Optional<WebAnswer> read(String json) {
    try {
      return Optional.ofNullable(JSON.fromJson(json)).map(WebAnswer::new);
    } catch (IOException | JsonDataException e) {
      return Optional.empty();
    }
  }

  /** The JSON of it. */
  public static String json(Map<String, ?> object) {
    return JSON.toJson(Map.copyOf(object));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  private static String words(WebAnswer answer) {
    String all =
        String.join(
            ": ",
            List.of("code", "errorCode", "message", "errorMessage").stream()
                .flatMap(name -> answer.text(name).stream())
                .map(Redaction::text)
                .toList());
    String said = all.isEmpty() ? "without a reason" : all;
    return "DingTalk refuses it ("
        + (said.length() > LONGEST_MESSAGE ? said.substring(0, LONGEST_MESSAGE) + "…" : said)
        + ")";
  }
}
