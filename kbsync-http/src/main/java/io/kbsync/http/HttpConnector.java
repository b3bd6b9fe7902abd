package io.kbsync.http;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.config.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * One connector's way to its servers. Requests are paced by {@link Calls}, sent once on the thread
 * that asks, never repeated, and end when that thread is interrupted or the connector is cancelled.
 * Thread-safe. Whoever opened it closes it.
 */
public final class HttpConnector implements AutoCloseable {

  private static final long MIB = 1024 * 1024;

  private final Calls calls;
  private final Duration longestCall;
  private final HttpVerdicts verdicts;
  private final InFlightCalls inFlight = new InFlightCalls();
  private final HttpClients.Made client;
  private final WebSockets sockets = new WebSockets();
  private final Pulse pulse;

  private HttpConnector(HttpSettings settings, Calls calls, Clock clock) throws FatalException {
    this.calls = calls;
    this.longestCall = settings.callTimeout();
    this.client = HttpClients.make(settings, calls, inFlight, clock);
    this.verdicts = new HttpVerdicts(client.routes(), clock);
    this.pulse = Pulse.start();
  }

  /**
   * Opens no connection yet.
   *
   * @throws FatalException of kind REFUSED_VALUE when {@code caFile} or a proxy cannot be used
   */
  public static HttpConnector open(HttpSettings settings, Calls calls, Clock clock)
      throws FatalException {
    return new HttpConnector(settings, calls, clock);
  }

  /** A Retrofit over this client; {@code base} ends with a slash. */
  public Retrofit retrofit(HttpUrl base, Moshi moshi) {
    return retrofit(base, moshi, Map.of());
  }

  /** The same with headers that every request of this Retrofit carries. */
  public Retrofit retrofit(HttpUrl base, Moshi moshi, Map<String, Secret> headers) {
    return new Retrofit.Builder()
        .callFactory(request -> client.call(with(headers, request)))
        .baseUrl(base)
        .addConverterFactory(MoshiConverterFactory.create(moshi))
        .build();
  }

  private static Request with(Map<String, Secret> headers, Request request) {
    Request.Builder dressed = request.newBuilder();
    headers.forEach((name, value) -> dressed.header(name, value.reveal()));
    return dressed.build();
  }

  /** How failures of HTTP are judged. */
  public HttpVerdicts verdicts() {
    return verdicts;
  }

  /**
   * Sends a call and waits for its answer, whatever its status is; the body is read by then, unless
   * the method is {@code @Streaming}.
   *
   * @throws ConnectorException when there is no answer, or none that its type can hold
   * @throws InterruptedException when this thread was interrupted or the connector cancelled
   */
  public <T> retrofit2.Response<T> execute(retrofit2.Call<T> call)
      throws ConnectorException, InterruptedException {
    limit(call);
    return answerOf(call.request(), call::execute);
  }

  /** A server that sends a byte now and then keeps no thread for ever. */
  private void limit(retrofit2.Call<?> call) {
    Duration time = longestCall.plus(Duration.ofMinutes(lengthOf(call.request()) / MIB));
    call.timeout().timeout(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static long lengthOf(Request request) {
    try {
      return request.body() == null ? 0 : Math.max(0, request.body().contentLength());
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Sends a request and waits for the headers of its answer, whatever its status is. The caller
   * closes the response; reading its body throws what went wrong there.
   *
   * @throws ConnectorException when there is no answer
   * @throws InterruptedException when this thread was interrupted or the connector cancelled
   */
  public Response execute(Request request) throws ConnectorException, InterruptedException {
    return answerOf(request, client.call(request)::execute);
  }

  /** OkHttp waits for a connection in a way that an interrupt ends, and does not declare it. */
  private interface Sending<R> {
    R answer() throws IOException, InterruptedException;
  }

  private <R> R answerOf(Request request, Sending<R> sending)
      throws ConnectorException, InterruptedException {
    calls.await(PacedRequests.groupOf(request));
    InFlightCalls.Attempt attempt = inFlight.begin(request);
    try {
      return sending.answer();
    } catch (IOException | JsonDataException e) {
      throw failure(request, e, attempt.sent());
    } finally {
      inFlight.answered(request);
    }
  }

  private ConnectorException failure(Request request, Exception failure, boolean sent)
      throws ConnectorException, InterruptedException {
    if (failure instanceof VerdictIOException carried
        && carried.getCause() instanceof ConnectorException verdict) {
      throw verdict;
    }
    if (failure instanceof VerdictIOException || isEnded(request, failure)) {
      throw new InterruptedException("cancelled");
    }
    return verdicts.failed(request, failure, sent);
  }

  /**
   * Whether somebody wanted the end: by an interrupt, which is taken with it, or by a cancel.
   * OkHttp cancels a call whose time is over, too, and says so by InterruptedIOException.
   */
  private boolean isEnded(Request request, Exception failure) {
    return Thread.interrupted()
        || (inFlight.wasCancelled(request) && !(failure instanceof InterruptedIOException));
  }

  /**
   * Begins to open a WebSocket, after its turn; the listener hears how that ends, on another
   * thread. What fails there, {@link #verdicts} judges. The caller closes the socket.
   *
   * @param ping how often the other end is asked whether it is there; one that does not answer
   *     until the next time is gone
   */
  public WebSocket webSocket(Request request, Duration ping, WebSocketListener listener)
      throws FatalException, InterruptedException {
    calls.await(PacedRequests.groupOf(request));
    return sockets.open(client.client(request), request, ping, listener);
  }

  /** Ends every call that runs now, from any thread; later ones are not affected. */
  public void cancel() {
    inFlight.cancelAll();
  }

  /** Ends everything; nothing is sent afterwards. */
  @Override
  public void close() {
    inFlight.close();
    sockets.close();
    pulse.close();
    client.shared().connectionPool().evictAll();
  }
}
