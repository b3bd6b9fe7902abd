package io.kbsync.http;

import io.kbsync.api.Calls;
import io.kbsync.api.FatalException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Sets clients up: nothing is repeated, nothing is followed, everything is counted. */
final class HttpClients {

  /** As many as may be in use at once: each that were closed would only be opened again. */
  private static final int IDLE_CONNECTIONS = 256;

  /**
   * Many servers close a connection that nobody used for 5 seconds. Each that they closed would
   * fail a request, since nothing is repeated here.
   */
  private static final Duration IDLE = Duration.ofSeconds(4);

  /** OkHttp asks for the login of a tunnel before the proxy does. */
  private static final String PREEMPTIVE = "OkHttp-Preemptive";

  private HttpClients() {}

  /**
   * The client of each request.
   *
   * @param shared holds the connections of all
   * @param routes the proxies that they use
   */
  record Made(Function<Request, OkHttpClient> clients, OkHttpClient shared, ProxyRoutes routes) {

    OkHttpClient client(Request request) {
      return clients.apply(request);
    }

    Call call(Request request) {
      return client(request).newCall(request);
    }
  }

  static Made make(HttpSettings settings, Calls calls, InFlightCalls inFlight, Clock clock)
      throws FatalException {
    ProxyRoutes routes = routes(settings);
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE.toMillis(), TimeUnit.MILLISECONDS))
            .socketFactory(new RoomySockets())
            .eventListener(inFlight)
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .writeTimeout(settings.writeTimeout())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .proxySelector(routes)
            .proxyAuthenticator(proxyLogin(routes))
            .addInterceptor(new Answers(settings, inFlight))
            .addNetworkInterceptor(new PacedRequests(calls, inFlight, routes, clock));
    if (settings.caFile().isPresent()) {
      TrustRoots roots = TrustRoots.with(settings.caFile().get());
      OkHttpClient client = builder.sslSocketFactory(roots.sockets(), roots.trust()).build();
      return new Made(request -> client, client, routes);
    }
    TlsWhenNeeded clients = new TlsWhenNeeded(builder);
    return new Made(clients::client, clients.shared(), routes);
  }

  private static ProxyRoutes routes(HttpSettings settings) throws FatalException {
    try {
      return settings.proxyRoutes();
    } catch (IllegalArgumentException e) {
      throw new FatalException(
          FatalException.Kind.REFUSED_VALUE, String.valueOf(e.getMessage()), e);
    }
  }

  /** The login goes along with the first request; a 407 means that the proxy wants another one. */
  private static Authenticator proxyLogin(ProxyRoutes routes) {
    return (route, response) -> {
      if (response.challenges().stream().noneMatch(c -> c.scheme().equals(PREEMPTIVE))) {
        throw new ProxyRefusedException();
      }
      Request request = response.request();
      Optional<String> login =
          route == null ? Optional.empty() : routes.authorization(route.proxy());
      return login
          .map(header -> request.newBuilder().header("Proxy-Authorization", header).build())
          .orElse(null);
    };
  }
}
