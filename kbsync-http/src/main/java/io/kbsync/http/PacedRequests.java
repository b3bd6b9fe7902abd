package io.kbsync.http;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.Calls;
import io.kbsync.api.FatalException;
import java.io.IOException;
import java.time.Clock;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Invocation;

/**
 * Sees every physical request: waits for its pace, unless {@code execute} has done so before the
 * call started (its timeouts must not run meanwhile), writes one line for it at DEBUG, and tells
 * the engine of a 429.
 */
final class PacedRequests implements Interceptor {

  private static final Logger log = LoggerFactory.getLogger(PacedRequests.class);

  private final Calls calls;
  private final InFlightCalls inFlight;
  private final ProxyRoutes routes;
  private final Clock clock;

  PacedRequests(Calls calls, InFlightCalls inFlight, ProxyRoutes routes, Clock clock) {
    this.calls = calls;
    this.inFlight = inFlight;
    this.routes = routes;
    this.clock = clock;
  }

  /** The group of a request: of its tag, or of the Retrofit method that made it. */
  static ApiGroup groupOf(Request request) {
    ApiGroup tag = request.tag(ApiGroup.class);
    if (tag != null) {
      return tag;
    }
    Invocation invocation = request.tag(Invocation.class);
    CallGroup named =
        invocation == null ? null : invocation.method().getAnnotation(CallGroup.class);
    return named == null
        ? ApiGroup.counted("other")
        : new ApiGroup(named.value(), named.counted(), named.listing());
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    ApiGroup group = groupOf(chain.request());
    if (!inFlight.takeAwaited(chain.call())) {
      await(group, chain.call());
    }
    Response response = sent(chain);
    if (response.code() == 429) {
      calls.throttled(group, RetryAfter.of(response, clock).orElse(null));
    }
    return response;
  }

  private Response sent(Chain chain) throws IOException {
    String target = Redaction.target(chain.request());
    long begin = clock.millis();
    try {
      Response response = chain.proceed(throughProxy(chain));
      log.debug("{} {} {} ms", target, response.code(), clock.millis() - begin);
      return response;
    } catch (IOException e) {
      log.debug("{} {} {} ms", target, e.getClass().getSimpleName(), clock.millis() - begin);
      throw e;
    }
  }

  private void await(ApiGroup group, Call call) throws IOException {
    inFlight.waits(call);
    try {
      if (call.isCanceled()) {
        throw new IOException("Canceled");
      }
      calls.await(group);
    } catch (FatalException | InterruptedException e) {
      throw new VerdictIOException(e);
    } finally {
      inFlight.waitsNoMore(call);
    }
  }

  /** A plain request through a proxy carries the login itself; there is no CONNECT to carry it. */
  private Request throughProxy(Chain chain) {
    Request request = chain.request();
    if (request.isHttps() || chain.connection() == null) {
      return request;
    }
    return routes
        .authorization(chain.connection().route().proxy())
        .map(login -> request.newBuilder().header("Proxy-Authorization", login).build())
        .orElse(request);
  }
}
