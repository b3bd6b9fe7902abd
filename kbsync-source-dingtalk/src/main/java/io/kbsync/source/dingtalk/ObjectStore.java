package io.kbsync.source.dingtalk;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.http.HttpConnector;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Files behind signed links. Only hosts that DingTalk's answer names are asked, whatever they are,
 * since organisations with dedicated storage have private ones; a redirect to any other host is not
 * followed. The application's token never goes there. Thread-safe.
 */
final class ObjectStore {

  private static final ApiGroup GROUP = ApiGroup.free(Groups.STORE);
  private static final Set<String> WEB_PAGES = Set.of("html", "htm", "xhtml", "mhtml", "shtml");
  private static final Set<Integer> LINK_OVER = Set.of(400, 401, 403, 404);
  private static final Duration GUARD_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_HOPS = 3;

  private final HttpConnector http;

  ObjectStore(HttpConnector http) {
    this.http = http;
  }

  /**
   * A link as DingTalk handed it out; prints nothing of it.
   *
   * @param urls in the order of preference
   * @param headers part of the signature: sent as they are, and nothing beside them
   */
  record SignedLink(List<HttpUrl> urls, Map<String, String> headers) {

    SignedLink {
      urls = List.copyOf(urls);
      headers = Map.copyOf(headers);
    }

    static SignedLink of(List<String> urls, Map<String, String> headers) {
      return new SignedLink(
          urls.stream()
              .map(HttpUrl::parse)
              .flatMap(url -> Optional.ofNullable(url).stream())
              .toList(),
          headers);
    }

    /**
     * Whether a redirect may be followed: to a host that DingTalk named, and never from https to
     * http. Loopback, link-local and private addresses are among them only where it named one.
     */
    boolean leadsTo(HttpUrl from, HttpUrl target) {
      return hosts().contains(target.host()) && (target.isHttps() || !from.isHttps());
    }

    private Set<String> hosts() {
      return urls.stream().map(HttpUrl::host).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return "SignedLink" + hosts();
    }
  }

  /**
   * A successful answer, which the caller closes, from the first address that gives one; empty when
   * none does, and one at least says that the link is over: a fresh one is worth asking for.
   */
  Optional<Response> open(SignedLink link, RemoteFile file)
      throws ConnectorException, InterruptedException {
    RetriableException failed = null;
    boolean over = false;
    for (HttpUrl url : link.urls()) {
      try {
        Optional<Response> response = open(link, url, file);
        if (response.isPresent()) {
          return response;
        }
        over = true;
      } catch (RetriableException e) {
        failed = e;
      }
    }
    if (over) {
      return Optional.empty();
    }
    throw failed != null
        ? failed
        : PermanentException.failed("DingTalk gave no usable link to '" + file.name() + "'", null);
  }

  private Optional<Response> open(SignedLink link, HttpUrl first, RemoteFile file)
      throws ConnectorException, InterruptedException {
    HttpUrl url = first;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      Response response = http.execute(request(link, url));
      if (!response.isRedirect()) {
        return judged(response, file);
      }
      url = target(link, response, file);
    }
    throw PermanentException.failed("The link to '" + file.name() + "' leads in circles", null);
  }

  private static Request request(SignedLink link, HttpUrl url) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .tag(ApiGroup.class, GROUP)
            .header("Accept-Encoding", "identity");
    link.headers().forEach(request::header);
    return request.build();
  }

  private static HttpUrl target(SignedLink link, Response response, RemoteFile file)
      throws PermanentException {
    try (response) {
      HttpUrl from = response.request().url();
      HttpUrl target = from.resolve(response.header("Location", ""));
      if (target != null && link.leadsTo(from, target)) {
        return target;
      }
      throw PermanentException.failed(
          "The link to '"
              + file.name()
              + "' is redirected to "
              + (target == null ? "nowhere" : target.scheme() + "://" + target.host())
              + ", which DingTalk did not name; it was not followed",
          null);
    }
  }

  private Optional<Response> judged(Response response, RemoteFile file) throws ConnectorException {
    boolean foreign = isForeignPage(response);
    if (response.isSuccessful() && (!foreign || isWebPage(file))) {
      return Optional.of(response);
    }
    try (response) {
      if (response.isSuccessful()) {
        throw RetriableException.after(
            GUARD_PAUSE,
            "A web page came instead of '" + file.name() + "': a proxy or guard is in between",
            null);
      } else if (LINK_OVER.contains(response.code())) {
        if (foreign) {
          throw blocked(response);
        }
        return Optional.empty();
      }
      throw http.verdicts()
          .refused(response)
          .orElseGet(
              () ->
                  new RetriableException(
                      "The store answered HTTP " + response.code() + " for '" + file.name() + "'",
                      null));
    }
  }

  /** It says nothing about one file: what blocks the way to the store blocks it for all. */
  private static RetriableException blocked(Response response) {
    return new RetriableException(
        "A web page with HTTP "
            + response.code()
            + " came in place of the store's answer: a proxy or guard is in between. Let requests"
            + " to "
            + response.request().url().host()
            + " pass",
        null);
  }

  /** The store itself says so in a header of its own, whatever the type of the file is. */
  private static boolean isForeignPage(Response response) {
    return response.header("Content-Type", "").toLowerCase(Locale.ROOT).startsWith("text/html")
        && response.header("x-oss-request-id") == null;
  }

  private static boolean isWebPage(RemoteFile file) {
    return WEB_PAGES.contains(file.extension().orElse("").toLowerCase(Locale.ROOT));
  }
}
