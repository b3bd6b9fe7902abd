package io.kbsync.testkit.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okio.Buffer;
import okio.ByteString;

/** Between the server and the simulation: counts, does what the faults say, translates. */
final class Exchange extends Dispatcher {

  private static final SocketEffect CLOSE = new SocketEffect.CloseSocket();

  private final Simulation simulation;
  private final SimulatorServer owner;
  private final MockWebServer server;

  Exchange(Simulation simulation, SimulatorServer owner, MockWebServer server) {
    this.simulation = simulation;
    this.owner = owner;
    this.server = server;
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
    forgetRecorded();
    if (owner.isAway()) {
      // A connection from before it went.
      return resetUnanswered().build();
    }
    SimRequest request = requestOf(recorded);
    String endpoint = simulation.endpoint(request);
    owner.requests().add(endpoint);
    Optional<Fault> fault = owner.faults().next(endpoint, request);
    MockResponse.Builder response =
        fault.isPresent() ? broken(fault.get(), request) : answered(request);
    if (!owner.hold().isZero()) {
      delay(response, owner.hold());
    }
    return response.build();
  }

  /** The server's queue of recorded requests has no bound, and nobody reads it. */
  private void forgetRecorded() throws InterruptedException {
    RecordedRequest forgotten;
    do {
      forgotten = server.takeRequest(0, MILLISECONDS);
    } while (forgotten != null);
  }

  private MockResponse.Builder answered(SimRequest request) {
    return simulation
        .upgrade(request)
        .map(talk -> new MockResponse.Builder().webSocketUpgrade(new Upgraded(talk)))
        .orElseGet(() -> translated(answer(request), request));
  }

  private SimResponse answer(SimRequest request) {
    try {
      return simulation.answer(request);
    } catch (RuntimeException | AssertionError defect) {
      StringWriter trace = new StringWriter();
      defect.printStackTrace(new PrintWriter(trace));
      return SimResponse.text(500, "Defect of the simulation, at " + request + "\n" + trace);
    }
  }

  private MockResponse.Builder broken(Fault fault, SimRequest request) {
    if (fault instanceof Fault.Answer other) {
      return translated(other.response(), request);
    } else if (fault instanceof Fault.Reset) {
      return resetUnanswered();
    } else if (fault instanceof Fault.Away) {
      owner.goAway();
      return resetUnanswered();
    } else if (fault instanceof Fault.Hang) {
      return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE);
    } else if (fault instanceof Fault.Instead instead) {
      instead.hook().run();
      return resetUnanswered();
    } else if (fault instanceof Fault.Run run) {
      return hooked(run, request);
    }
    return spoiled(fault, answer(request), request);
  }

  private MockResponse.Builder hooked(Fault.Run run, SimRequest request) {
    run.before().run();
    SimResponse answer = answer(request);
    run.after().run();
    return translated(answer, request);
  }

  /** The work is done; what is wrong is the way of its answer. */
  private MockResponse.Builder spoiled(Fault fault, SimResponse answer, SimRequest request) {
    if (fault instanceof Fault.Unanswered) {
      return resetUnanswered();
    } else if (fault instanceof Fault.Truncated) {
      return half(answer);
    } else if (fault instanceof Fault.ResetInBody) {
      LoopbackSockets.resetWhenClosed();
      return half(answer);
    } else if (fault instanceof Fault.Drip drip) {
      return translated(answer, request)
          .throttleBody(drip.bytes(), drip.period().toNanos(), NANOSECONDS);
    } else if (fault instanceof Fault.Delay delay) {
      return delay(translated(answer, request), delay.duration());
    }
    throw new AssertionError(fault);
  }

  private static MockResponse.Builder resetUnanswered() {
    LoopbackSockets.resetWhenClosed();
    return new MockResponse.Builder().onResponseStart(CLOSE);
  }

  private static MockResponse.Builder half(SimResponse answer) {
    byte[] half = Arrays.copyOf(answer.body(), answer.body().length / 2);
    return head(answer)
        .body(new Buffer().write(half))
        .setHeader("Content-Length", answer.body().length)
        .onResponseEnd(CLOSE);
  }

  private static MockResponse.Builder delay(MockResponse.Builder response, Duration duration) {
    long already = response.getHeadersDelayNanos();
    return response.headersDelay(already + duration.toNanos(), NANOSECONDS);
  }

  private static MockResponse.Builder translated(SimResponse answer, SimRequest request) {
    if (request.method().equals("HEAD")) {
      return head(answer).setHeader("Content-Length", answer.body().length);
    }
    return head(answer).body(new Buffer().write(answer.body()));
  }

  private static MockResponse.Builder head(SimResponse answer) {
    MockResponse.Builder builder = new MockResponse.Builder().code(answer.status());
    answer.headers().forEach(builder::setHeader);
    answer.cookies().forEach(cookie -> builder.addHeader("Set-Cookie", cookie));
    return builder;
  }

  private static SimRequest requestOf(RecordedRequest recorded) {
    HttpUrl url = recorded.getUrl();
    Map<String, List<String>> query = new HashMap<>();
    for (String name : url.queryParameterNames()) {
      query.put(
          name,
          url.queryParameterValues(name).stream()
              .map(value -> value == null ? "" : value)
              .toList());
    }
    ByteString body = recorded.getBody();
    return new SimRequest(
        recorded.getMethod(),
        url.encodedPath(),
        query,
        recorded.getHeaders().toMultimap(),
        body == null ? new byte[0] : body.toByteArray());
  }
}
