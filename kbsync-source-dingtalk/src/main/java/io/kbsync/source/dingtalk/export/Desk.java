package io.kbsync.source.dingtalk.export;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.http.HttpConnector;
import io.kbsync.source.dingtalk.browser.AlidocsPage;
import io.kbsync.source.dingtalk.browser.SessionOverException;
import io.kbsync.source.dingtalk.browser.StepFailedException;
import io.kbsync.source.dingtalk.browser.Tab;
import io.kbsync.source.dingtalk.browser.WebAnswer;
import io.kbsync.source.dingtalk.browser.WebRequest;
import io.kbsync.source.dingtalk.browser.WebSide;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on the browser's page, with what every way needs. Used by the browser's thread only. */
final class Desk {

  private static final Logger log = LoggerFactory.getLogger(Desk.class);
  private static final ApiGroup STORE = ApiGroup.free("store");

  private final WebFile file;
  private final Tab tab;
  private final AlidocsPage page;
  private final WebSide web;
  private final TrustedLinks links;
  private final HttpConnector http;
  private final Patience patience;
  private final Path arrivals;

  Desk(WebFile file, Tab tab, WebExports.Parts parts) {
    this.file = file;
    this.tab = tab;
    this.page = parts.page();
    this.web = parts.web();
    this.links = parts.links();
    this.http = parts.http();
    this.patience = parts.patience();
    this.arrivals = parts.arrivals();
  }

  /**
   * What the web side calls a document.
   *
   * @param dentryKey names it in calls about its content, as {@code docKey} does
   */
  record Document(String dentryKey, String docKey, String name) {

    Map<String, String> headers() {
      return Map.of("a-dentry-key", dentryKey, "a-doc-key", docKey);
    }
  }

  WebFile file() {
    return file;
  }

  Tab tab() {
    return tab;
  }

  AlidocsPage page() {
    return page;
  }

  WebSide web() {
    return web;
  }

  TrustedLinks links() {
    return links;
  }

  Patience patience() {
    return patience;
  }

  /** Where the browser's downloads are saved. */
  Path arrivals() {
    return arrivals;
  }

  WebAnswer ask(WebRequest request)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    page.enter(tab, page.nodeAddress(file.uuid()));
    return page.ask(tab, request);
  }

  /** Opens the file's own page, anew. */
  void openPage() throws ConnectorException, InterruptedException, SessionOverException {
    page.open(tab, page.nodeAddress(file.uuid()));
    if (!page.isInside(tab)) {
      throw page.sessionOver();
    }
  }

  /** Ends it where the account may not download the file; nothing tries to get around that. */
  void passGuard() throws ConnectorException, InterruptedException, SessionOverException {
    try {
      WebAnswer guard =
          ask(
              WebRequest.post(
                  "the right to download",
                  web.endpoint("guard"),
                  AlidocsPage.json(
                      Map.of(
                          "operationType",
                          "DOWNLOAD",
                          "resourceType",
                          0,
                          "resourceIdList",
                          List.of(file.uuid())))));
      if (guard.isTrue("isBlocked")) {
        throw notAllowed();
      }
    } catch (StepFailedException e) {
      log.debug("Nobody says whether {} may be downloaded: {}", file.name(), e.getMessage());
    }
  }

  static PermanentException notAllowed() {
    return PermanentException.skipped(
        "no download permission: the account needs the role 可查看/下载 (DOWNLOADER) or better");
  }

  Document document()
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    String step = "the document";
    WebAnswer info = ask(WebRequest.get(step, web.endpoint("info") + "?dentryUuid=" + file.uuid()));
    String key = info.text("dentryKey").orElse("");
    if (key.isEmpty()) {
      throw new StepFailedException(step, "DingTalk does not say its key");
    }
    return new Document(
        key, info.text("docKey").orElse(key), info.text("name").orElse(file.name()));
  }

  /** The body of an export, made in the page of the document's content. */
  String body(Document document, String kind, Map<String, String> options)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    String step = "the content";
    WebRequest content =
        WebRequest.post(
                step,
                web.endpoint("content"),
                AlidocsPage.json(
                    Map.of("dentryKey", document.dentryKey(), "pageMode", 2, "fetchBody", true)))
            .withToken(document.headers())
            .making(kind, options);
    return ask(content)
        .text("made")
        .orElseThrow(() -> new StepFailedException(step, "it is not what exports are made of"));
  }

  /** Brings a body to DingTalk's storage, where a job finds it under the path that is returned. */
  String upload(Document document, byte[] body)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    String step = "the upload of the content";
    WebAnswer place =
        ask(
            WebRequest.post(
                    step,
                    web.endpoint("uploadInfo"),
                    AlidocsPage.json(
                        Map.of(
                            "size",
                            body.length,
                            "resourceName",
                            document.docKey(),
                            "contentType",
                            "")))
                .withToken(Map.of("a-doc-key", document.docKey(), "a-host-doc-key", "")));
    HttpUrl url = links.checked(step, place.text("uploadUrl").orElse(""));
    put(step, url, body);
    return place
        .text("storagePath")
        .orElseThrow(() -> new StepFailedException(step, "DingTalk does not say where it is"));
  }

  /** The type of the content is part of the signature, and there is none. */
  private void put(String step, HttpUrl url, byte[] body)
      throws ConnectorException, InterruptedException, StepFailedException {
    Request request =
        new Request.Builder()
            .url(url)
            .tag(ApiGroup.class, STORE)
            .put(RequestBody.create(body, null))
            .build();
    try (Response response = http.execute(request)) {
      if (!response.isSuccessful()) {
        throw new StepFailedException(step, "the storage answers HTTP " + response.code());
      }
    }
  }

  /** What a job is asked again and again until it has ended. */
  interface Poll {
    /** The link; empty: not yet. */
    Optional<String> look()
        throws ConnectorException, InterruptedException, StepFailedException, SessionOverException;
  }

  Exported.Link awaitLink(String step, Poll poll)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException {
    for (Duration wait : patience.polls()) {
      Optional<String> link = poll.look();
      if (link.isPresent()) {
        return new Exported.Link(links.checked(step, link.get()));
      }
      tab.pause(wait);
    }
    throw new StepFailedException(step, "it was not done in time");
  }
}
