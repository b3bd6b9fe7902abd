package io.kbsync.http;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of HTTP means for the engine. What an API says in its own words is its connector's
 * to judge. Messages name method, host and path and nothing else of a request. Thread-safe.
 */
public final class HttpVerdicts {

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  private static final String CHECK_PROXY =
      "; check the key proxy, or HTTPS_PROXY and HTTP_PROXY in the environment";

  private static final int LONGEST_QUOTE = 200;

  private final ProxyRoutes routes;
  private final Clock clock;

  HttpVerdicts(ProxyRoutes routes, Clock clock) {
    this.routes = routes;
    this.clock = clock;
  }

  /**
   * The verdict on a status by which no API speaks: redirects, 407, 408, 429 and from 500 on. Empty
   * for all others.
   */
  public Optional<ConnectorException> refused(Response response) {
    int code = response.code();
    if (code == 407) {
      return Optional.of(proxyRefuses(response.request(), null));
    }
    if (code >= 300 && code < 400) {
      return Optional.of(redirected(response));
    }
    return code == 408 || code == 429 || code >= 500
        ? Optional.of(busy(response))
        : Optional.empty();
  }

  /** How long the server wants to be left alone, whatever the status is; empty: it does not say. */
  public Optional<Duration> retryAfter(Response response) {
    return RetryAfter.of(response, clock);
  }

  private static ConnectorException redirected(Response response) {
    String location = response.header("Location", "");
    return new FatalException(
        FatalException.Kind.UNREACHABLE,
        Redaction.target(response.request())
            + " is redirected"
            + (location.isEmpty() ? "" : " to " + Redaction.text(location))
            + " (HTTP "
            + response.code()
            + "). Write the address that it leads to, or let requests pass the login page"
            + " or proxy in between.",
        null);
  }

  private ConnectorException busy(Response response) {
    String message = Redaction.target(response.request()) + " answered HTTP " + response.code();
    Optional<Duration> retryAfter = retryAfter(response);
    if (retryAfter.isPresent()) {
      return RetriableException.after(
          retryAfter.get(),
          message + ", try again in " + retryAfter.get().toSeconds() + " s",
          null);
    }
    boolean mayBeDone = response.code() >= 500 && !repeatable(response.request());
    return mayBeDone
        ? RetriableException.outcomeUnknown(message, null)
        : new RetriableException(message, null);
  }

  private static boolean repeatable(Request request) {
    return REPEATABLE.contains(request.method());
  }

  /**
   * The verdict on a request without an answer, or with one that broke off.
   *
   * @param sent whether any byte of the request may have reached the server
   */
  public ConnectorException failed(Request request, Throwable failure, boolean sent) {
    String target = Redaction.target(request);
    if (failure instanceof ProxyRefusedException) {
      return proxyRefuses(request, failure);
    }
    if (failure instanceof SSLException tls && !brokenOff(tls)) {
      return untrusted(request, tls);
    }
    if (failure instanceof JsonDataException) {
      return retriable(target + otherShape(failure), request, failure, sent);
    }
    if (failure instanceof NotJsonException || failure instanceof JsonEncodingException) {
      return notJson(request, failure, sent);
    }
    String words =
        routes
            .proxyTo(request.url())
            .map(proxy -> words(proxy, failure))
            .orElseGet(() -> words(request, failure));
    return retriable(target + " failed: " + words, request, failure, sent);
  }

  private static ConnectorException retriable(
      String message, Request request, Throwable failure, boolean sent) {
    return sent && !repeatable(request)
        ? RetriableException.outcomeUnknown(message, failure)
        : new RetriableException(message, failure);
  }

  private static ConnectorException notJson(Request request, Throwable failure, boolean sent) {
    boolean page = failure instanceof NotJsonException;
    String message =
        Redaction.target(request)
            + " answered with "
            + (page ? "a web page" : "something else than the JSON of its API")
            + ". A proxy, a login page or another server stands in its place:"
            + " check the address, or let requests pass.";
    return retriable(
        message, request, page ? failure : new NotJsonException("unreadable", failure), sent);
  }

  /** Moshi says where in the answer it was, and may quote what stood there. */
  private static String otherShape(Throwable failure) {
    String said = Redaction.text(String.valueOf(failure.getMessage()));
    return " answered in another shape than expected ("
        + (said.length() > LONGEST_QUOTE ? said.substring(0, LONGEST_QUOTE) + "…" : said)
        + "). Check the address; if it is right, its API has changed, and a newer KBSync may know it";
  }

  /** Where a proxy is used, it is the one that is looked for and connected to. */
  private static String words(ProxyAddress proxy, Throwable failure) {
    if (failure instanceof UnknownHostException) {
      return "the host name of the proxy " + proxy + " is not known" + CHECK_PROXY;
    }
    if (isUnconnected(failure)) {
      return "the proxy " + proxy + " accepts no connections" + CHECK_PROXY;
    }
    return words(failure) + " (through the proxy " + proxy + ")";
  }

  private static String words(Request request, Throwable failure) {
    if (failure instanceof UnknownHostException) {
      return "the host name is not known; check the address and the network";
    }
    if (isUnconnected(failure)) {
      return "nothing accepts connections at port " + request.url().port();
    }
    return words(failure);
  }

  private static boolean isUnconnected(Throwable failure) {
    return failure instanceof ConnectException || failure instanceof NoRouteToHostException;
  }

  private static String words(Throwable failure) {
    if (failure instanceof InterruptedIOException) {
      return "it took too long";
    }
    if (failure instanceof EOFException) {
      return "the answer broke off";
    }
    String said = failure.getMessage() == null ? "" : ": " + Redaction.text(failure.getMessage());
    return "the connection broke" + said;
  }

  /** A connection that ends during the handshake says nothing about trust. */
  private static boolean brokenOff(SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException || cause instanceof SocketException) {
        return true;
      }
    }
    return false;
  }

  private static ConnectorException untrusted(Request request, IOException failure) {
    return new FatalException(
        FatalException.Kind.UNREACHABLE,
        "No secure connection to "
            + request.url().host()
            + ": "
            + Redaction.text(String.valueOf(failure.getMessage()))
            + ". If the server uses a certificate of your own authority, write its PEM file into"
            + " caFile; if it does not speak HTTPS, write http:// in its address.",
        failure);
  }

  private static ConnectorException proxyRefuses(Request request, @Nullable Throwable failure) {
    return new FatalException(
        FatalException.Kind.UNREACHABLE,
        "The proxy on the way to "
            + request.url().host()
            + " wants a login, or refuses the one it got (HTTP 407):"
            + " write proxy=http://user:password@host:port",
        failure);
  }
}
