package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.http.Simulation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk's documents as a browser sees them, and the phone with which people log in:
 *
 * <pre>{@code
 * // a browser opens dingTalk.docsUrl() + "/i/nodes/" + entry.uuid() and shows a QR code
 * web.awaitCode(Duration.ofSeconds(20));
 * web.scan(web.user());
 * }</pre>
 *
 * <p>Requests are counted, and faults injected, by short names. Pages: {@code web.login}, {@code
 * web.node}, {@code web.space}, {@code web.desktop}, {@code web.editor}. The login's calls: {@code
 * web.loginCode}, {@code web.loginPoll}, {@code web.loginLanding}. Calls: {@code
 * web.getAccessToken}, {@code web.getUserInfo}, {@code web.dentryInfo}, {@code web.dentryList},
 * {@code web.spaceInfo}, {@code web.operationGuard}, {@code web.fileDownload}, {@code
 * web.documentData}, {@code web.uploadInfo}, {@code web.submitExportJob}, {@code
 * web.queryExportJobInfo}, {@code web.createExportJob}, {@code web.queryExportStatus}, {@code
 * web.pageExport}. The object storage: {@code web.put}, {@code web.putPreflight}, {@code
 * web.result}. Anything else under these paths: {@code web.unknown}. Thread-safe.
 */
public final class DocsWeb implements Simulation {

  private static final List<String> PATHS =
      List.of(
          "/i/",
          "/box/",
          "/portal/",
          "/api/",
          "/core/",
          "/nt/",
          "/note/",
          "/spreadsheetv2/",
          "/iframe/",
          "/mind/",
          "/draw/",
          "/slides/",
          "/form/",
          "/uni-preview",
          "/oauth2/",
          "/alidocs-body/");

  private final WebQuirks quirks = new WebQuirks();
  private final WebAccount user;
  private final LoginCodes codes;
  private final Sessions sessions;
  private final LoginHost login;
  private final ObjectStore store;
  private final Supplier<String> docsUrl;
  private final Supplier<String> loginUrl;
  private final List<WebRoute> routes = new ArrayList<>();

  /**
   * Serves nothing by itself: a server hands it the requests that are its own.
   *
   * @param user whose documents these are
   * @param docsUrl the origin of pages and calls
   * @param otherUrl an origin that a browser takes for another host: of the login and the storage
   */
  public DocsWeb(
      WebDocuments documents,
      WebAccount user,
      Clock clock,
      Supplier<String> docsUrl,
      Supplier<String> otherUrl) {
    Secrets secrets = new Secrets();
    this.user = user;
    this.docsUrl = docsUrl;
    this.loginUrl = otherUrl;
    this.codes = new LoginCodes(clock, secrets);
    this.sessions = new Sessions(clock, secrets);
    this.login = new LoginHost(codes, sessions, secrets, docsUrl, otherUrl);
    this.store = new ObjectStore(clock, secrets, otherUrl, docsUrl);
    Access access = new Access(documents, quirks, user.corpId());
    ExportJobs jobs = new ExportJobs(store, quirks, secrets);
    routes.addAll(login.routes());
    routes.addAll(store.routes());
    routes.addAll(new SessionApi().routes());
    routes.addAll(new DentryApi(access, documents, store).routes());
    routes.addAll(new ContentApi(access, store).routes());
    routes.addAll(new OfficeJobApi(access, store, jobs, quirks).routes());
    routes.addAll(new FileJobApi(access, documents, store, jobs, quirks).routes());
    routes.addAll(new NodePages(documents, access, quirks).routes());
  }

  /** In place of {@code https://login.dingtalk.com}; no slash at its end. */
  public String loginUrl() {
    return loginUrl.get();
  }

  /** How the pages differ or fail. */
  public WebQuirks quirks() {
    return quirks;
  }

  /** The account whose documents these are. */
  public WebAccount user() {
    return user;
  }

  /** Another user of the same organisation, with the same rights. */
  public WebAccount colleague() {
    return new WebAccount("9900112233445566", "同事", user.corpId(), user.corpName());
  }

  /** Somebody of another organisation: may log in and see nothing. */
  public WebAccount stranger() {
    return new WebAccount("7700000000000001", "外人", "dingothercorp0", "另一家公司");
  }

  /** Waits until a login page shows a code that can be scanned; false: not within the deadline. */
  public boolean awaitCode(Duration deadline) throws InterruptedException {
    return codes.await(deadline).isPresent();
  }

  /** What the newest QR code says, while it can be scanned. */
  public Optional<String> code() {
    return codes.newest().map(login::codeUrl);
  }

  /**
   * The phone of this account scans the newest code and confirms.
   *
   * @throws IllegalStateException when no page shows a code that can be scanned
   */
  public void scan(WebAccount account) {
    scan(
        code().orElseThrow(() -> new IllegalStateException("No login page shows a code")), account);
  }

  /**
   * The phone of this account scans this code and confirms.
   *
   * @param code what the QR code says, or the token in it
   * @throws IllegalStateException when the code is unknown, used or expired
   */
  public void scan(String code, WebAccount account) {
    if (!codes.scan(code.substring(code.lastIndexOf('=') + 1), account)) {
      throw new IllegalStateException("The code is unknown, used or expired");
    }
  }

  /** Every code that is shown from now on is scanned at once by this account; null: none is. */
  public void scanEveryCode(@Nullable WebAccount account) {
    codes.scanEvery(account);
  }

  /** The codes shown now cannot be scanned any more; pages offer to refresh them. */
  public void expireCodes() {
    codes.expireAll();
  }

  /** Nobody is logged in any more, whatever cookies browsers keep. */
  public void endSessions() {
    sessions.endAll();
  }

  /** Every link to an upload or a result given out so far stops working. */
  public void expireLinks() {
    store.expireAll();
  }

  /** Whether the request goes to one of the hosts simulated here. */
  public boolean owns(SimRequest request) {
    return PATHS.stream().anyMatch(request.path()::startsWith);
  }

  @Override
  public String endpoint(SimRequest request) {
    return routes.stream()
        .filter(route -> matches(route, request))
        .map(WebRoute::endpoint)
        .findFirst()
        .orElse("web.unknown");
  }

  @Override
  public SimResponse answer(SimRequest request) {
    for (WebRoute route : routes) {
      Matcher path = route.path().matcher(request.path());
      if (route.method().equals(request.method()) && path.matches()) {
        return answer(route, path, request);
      }
    }
    return SimResponse.html(404, "<!DOCTYPE html><title>404</title>");
  }

  private static boolean matches(WebRoute route, SimRequest request) {
    return route.method().equals(request.method())
        && route.path().matcher(request.path()).matches();
  }

  private SimResponse answer(WebRoute route, Matcher path, SimRequest request) {
    Sessions.Session session =
        sessions.find(WebCall.cookies(request).getOrDefault("doc_atoken", "")).orElse(null);
    if (route.login() && quirks.has(WebQuirks.Switch.CAPTCHA)) {
      return Captcha.insteadOf(request, docsUrl.get());
    }
    if (route.login() && session == null) {
      return toLogin(request);
    }
    try {
      return route.answer().to(WebCall.of(request, path, session));
    } catch (WebError error) {
      return error.response();
    }
  }

  private static String query(SimRequest request) {
    return request.query().keySet().stream()
        .sorted()
        .map(name -> name + "=" + LoginHost.encode(request.query(name).orElse("")))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
  }

  private SimResponse toLogin(SimRequest request) {
    boolean page = request.path().startsWith("/i/");
    String back = docsUrl.get() + (page ? request.path() + query(request) : "/i/desktop");
    return SimResponse.empty(302).withHeader("Location", login.challenge(back));
  }
}
