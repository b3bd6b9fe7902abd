package io.kbsync.benchmarks.servers;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.http.Simulation;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves a simulation of the test kit without a thread for each connection, so that the server is
 * not what a benchmark measures. An answer that is held back holds no thread.
 */
final class Front implements AutoCloseable {

  /** Longer bodies are swallowed: the simulation sees their two ends. */
  private static final long SWALLOWED = 64L << 20;

  private static final int END = 4096;

  private final Weather weather;
  private final Meter meter;
  private final RateLimit limit;
  private final Refusals refusals;
  private final Undertow server;
  private volatile @Nullable Simulation simulation;

  /** How a server says no. */
  interface Refusals {

    /** Empty: this endpoint is spared. */
    Optional<SimResponse> refuse(Weather.Trouble trouble, String endpoint);
  }

  Front(Weather weather, Refusals refusals, Clock clock) {
    this.weather = weather;
    this.refusals = refusals;
    this.meter = new Meter(clock);
    this.limit = new RateLimit(clock);
    this.server = listen(this::handle);
  }

  static Undertow listen(HttpHandler handler) {
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, false)
            .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
            .setHandler(handler)
            .build();
    server.start();
    return server;
  }

  static int port(Undertow server) {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  int port() {
    return port(server);
  }

  Meter meter() {
    return meter;
  }

  RateLimit limit() {
    return limit;
  }

  void serve(Simulation answering) {
    simulation = answering;
  }

  @Override
  public void close() {
    server.stop();
  }

  private void handle(HttpServerExchange exchange) {
    if (exchange.getRequestContentLength() > SWALLOWED) {
      exchange.dispatch((Runnable) () -> swallow(exchange));
      return;
    }
    exchange
        .getRequestReceiver()
        .receiveFullBytes((whole, body) -> answer(whole, body, body.length));
  }

  private void swallow(HttpServerExchange exchange) {
    exchange.startBlocking();
    try (InputStream in = exchange.getInputStream()) {
      TwoEnds ends = new TwoEnds(END);
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        ends.add(buffer, n);
      }
      answer(exchange, ends.joined(), ends.length());
    } catch (IOException e) {
      exchange.endExchange();
    }
  }

  private void answer(HttpServerExchange exchange, byte[] body, long received) {
    Simulation answering = simulation;
    if (answering == null) {
      exchange.setStatusCode(503).endExchange();
      return;
    }
    SimRequest request = requestOf(exchange, body);
    String endpoint = answering.endpoint(request);
    meter.asked(endpoint, received);
    SimResponse response = refusal(endpoint).orElseGet(() -> answering.answer(request));
    meter.answered(response.body().length);
    long hold = weather.hold().toMillis();
    if (hold == 0) {
      send(exchange, response);
    } else {
      exchange.dispatch(
          SameThreadExecutor.INSTANCE,
          () ->
              exchange
                  .getIoThread()
                  .executeAfter(() -> send(exchange, response), hold, TimeUnit.MILLISECONDS));
    }
  }

  private Optional<SimResponse> refusal(String endpoint) {
    Optional<Weather.Trouble> trouble =
        limit.lets(endpoint) ? weather.next() : Optional.of(Weather.Trouble.THROTTLED);
    Optional<SimResponse> refusal = trouble.flatMap(each -> refusals.refuse(each, endpoint));
    refusal.ifPresent(response -> meter.refused());
    return refusal;
  }

  private static void send(HttpServerExchange exchange, SimResponse response) {
    exchange.setStatusCode(response.status());
    response
        .headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    OptionalLong stream = Stream.lengthFor(response.body());
    if (stream.isPresent()) {
      exchange.dispatch((Runnable) () -> stream(exchange, stream.getAsLong()));
    } else {
      exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
    }
  }

  static void stream(HttpServerExchange exchange, long bytes) {
    exchange.startBlocking();
    exchange.setResponseContentLength(bytes);
    try {
      Stream.write(bytes, exchange.getOutputStream());
    } catch (IOException gone) {
      // Whoever asked has closed the connection, and sees that himself.
    }
    exchange.endExchange();
  }

  private static SimRequest requestOf(HttpServerExchange exchange, byte[] body) {
    Map<String, List<String>> query = new HashMap<>();
    exchange.getQueryParameters().forEach((name, values) -> query.put(name, List.copyOf(values)));
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(values -> headers.put(values.getHeaderName().toString(), new ArrayList<>(values)));
    return new SimRequest(
        exchange.getRequestMethod().toString(), exchange.getRequestURI(), query, headers, body);
  }
}
