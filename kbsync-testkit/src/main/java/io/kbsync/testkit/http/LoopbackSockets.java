package io.kbsync.testkit.http;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Server sockets that answer without delay, whose connections can be reset, and that can go away
 * and come back at their port. Thread-safe.
 */
final class LoopbackSockets extends ServerSocketFactory {

  /** The connection whose request the thread has read last: one thread serves one connection. */
  private static final ThreadLocal<@Nullable Connection> CURRENT = new ThreadLocal<>();

  private final Port port;

  LoopbackSockets() {
    try {
      this.port = new Port();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the connection of the current request end in a reset when it is closed. */
  static void resetWhenClosed() {
    resetWhenClosed(current());
  }

  private static void resetWhenClosed(Connection connection) {
    try {
      connection.setSoLinger(true, 0);
    } catch (SocketException closedAlready) {
      // The client was faster: there is nothing left to reset.
    }
  }

  /** What resets the connection of the current request, from any thread. */
  static Closeable reset() {
    Connection connection = current();
    return () -> {
      resetWhenClosed(connection);
      connection.close();
    };
  }

  private static Connection current() {
    Connection connection = CURRENT.get();
    if (connection == null) {
      throw new IllegalStateException("No request was read on this thread");
    }
    return connection;
  }

  /** Connections are refused from now on. */
  void goAway() {
    port.goAway();
  }

  /** Connections are accepted again. */
  void comeBack() {
    port.comeBack();
  }

  boolean isAway() {
    return port.isAway();
  }

  /** The one socket of this factory. */
  @Override
  public ServerSocket createServerSocket() {
    return port;
  }

  @Override
  public ServerSocket createServerSocket(int number) {
    throw new UnsupportedOperationException("Bind the socket afterwards");
  }

  @Override
  public ServerSocket createServerSocket(int number, int backlog) {
    throw new UnsupportedOperationException("Bind the socket afterwards");
  }

  @Override
  public ServerSocket createServerSocket(int number, int backlog, InetAddress address) {
    throw new UnsupportedOperationException("Bind the socket afterwards");
  }

  /** Listens by a socket that is another one after each absence. */
  private static final class Port extends ServerSocket {

    /** Held while somebody waits for a connection: the system goes on listening that long. */
    private final Lock accepting = new ReentrantLock();

    private ServerSocket listening = new Listening();
    private @Nullable InetAddress address;
    private int number;
    private boolean away;
    private boolean closed;

    Port() throws IOException {}

    @Override
    public synchronized void bind(SocketAddress endpoint, int backlog) throws IOException {
      listening.setReuseAddress(true);
      listening.bind(endpoint, backlog);
      address = listening.getInetAddress();
      number = listening.getLocalPort();
    }

    @Override
    public Socket accept() throws IOException {
      while (true) {
        ServerSocket now = here();
        try {
          return accepted(now);
        } catch (SocketException e) {
          if (!isGone(now)) {
            throw e;
          }
        }
      }
    }

    private Socket accepted(ServerSocket now) throws IOException {
      accepting.lock();
      try {
        return now.accept();
      } finally {
        accepting.unlock();
      }
    }

    private synchronized ServerSocket here() throws SocketException {
      while (away && !closed) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SocketException("interrupted");
        }
      }
      if (closed) {
        throw new SocketException("closed");
      }
      return listening;
    }

    private synchronized boolean isGone(ServerSocket socket) {
      return !closed && (away || socket != listening);
    }

    synchronized void goAway() {
      closeQuietly();
      accepting.lock();
      try {
        away = true;
      } finally {
        accepting.unlock();
      }
    }

    synchronized void comeBack() {
      if (!away || closed) {
        return;
      }
      try {
        listening = new Listening();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(address, number), 50);
      } catch (IOException e) {
        throw new UncheckedIOException("Port " + number + " cannot be had again", e);
      }
      away = false;
      notifyAll();
    }

    synchronized boolean isAway() {
      return away;
    }

    @Override
    public synchronized void close() {
      closed = true;
      notifyAll();
      closeQuietly();
    }

    private void closeQuietly() {
      try {
        listening.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized int getLocalPort() {
      return number;
    }

    @Override
    public synchronized void setReuseAddress(boolean on) throws SocketException {
      listening.setReuseAddress(on);
    }

    @Override
    public synchronized SocketAddress getLocalSocketAddress() {
      return listening.getLocalSocketAddress();
    }

    @Override
    public synchronized boolean isClosed() {
      return closed;
    }
  }

  private static final class Listening extends ServerSocket {

    Listening() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Connection connection = new Connection();
      implAccept(connection);
      // With Nagle's algorithm every answer waits about 40 ms for the client's acknowledgement.
      connection.setTcpNoDelay(true);
      return connection;
    }
  }

  private static final class Connection extends Socket {

    Connection() throws SocketException {
      super((SocketImpl) null);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          CURRENT.set(Connection.this);
          return super.read(bytes, offset, length);
        }
      };
    }
  }
}
