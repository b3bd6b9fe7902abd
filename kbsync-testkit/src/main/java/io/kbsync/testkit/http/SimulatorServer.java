package io.kbsync.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;

/**
 * Serves a {@link Simulation} over HTTP on the loopback interface. Keeps no bodies: memory stays
 * flat however much is sent. Thread-safe.
 */
public final class SimulatorServer implements AutoCloseable {

  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  private final MockWebServer server = new MockWebServer();
  private final Requests requests = new Requests();
  private final Faults faults = new Faults();
  private final LoopbackSockets sockets = new LoopbackSockets();
  private volatile Duration hold = Duration.ZERO;

  private SimulatorServer() {}

  /** On a free port. */
  public static SimulatorServer start(Simulation simulation) {
    return start(simulation, 0);
  }

  /**
   * Answers from now on, until it is closed.
   *
   * @param port 0: a free one
   */
  public static SimulatorServer start(Simulation simulation, int port) {
    // Browsers open connections ahead, which it would warn of.
    SERVER_LOG.setLevel(Level.SEVERE);
    SimulatorServer started = new SimulatorServer();
    started.server.setServerSocketFactory(started.sockets);
    started.server.setDispatcher(new Exchange(simulation, started, started.server));
    try {
      started.server.start(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on port " + port + " of 127.0.0.1", e);
    }
    return started;
  }

  /** {@code http://127.0.0.1:PORT}, without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return server.getPort();
  }

  public Requests requests() {
    return requests;
  }

  public Faults faults() {
    return faults;
  }

  /** From now on every answer comes this much later, though its work is done at once. */
  public void hold(Duration time) {
    this.hold = time;
  }

  /** Refuses connections from now on, and resets those that are open with their next request. */
  public void goAway() {
    sockets.goAway();
  }

  /** Accepts connections again. */
  public void comeBack() {
    sockets.comeBack();
  }

  boolean isAway() {
    return sockets.isAway();
  }

  Duration hold() {
    return hold;
  }

  /** Closes every connection, hanging ones too. */
  @Override
  public void close() {
    server.close();
  }
}
