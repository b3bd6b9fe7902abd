package io.kbsync.testkit.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** Server sockets that answer without delay, and whose connections can be reset. */
final class LoopbackSockets extends ServerSocketFactory {

  /** The connection whose request the thread has read last: one thread serves one connection. */
  private static final ThreadLocal<@Nullable Connection> CURRENT = new ThreadLocal<>();

  /** Lets the connection of the current request end in a reset when it is closed. */
  static void resetWhenClosed() {
    Connection connection = CURRENT.get();
    if (connection == null) {
      throw new IllegalStateException("No request was read on this thread");
    }
    try {
      connection.setSoLinger(true, 0);
    } catch (SocketException closedAlready) {
      // The client was faster: there is nothing left to reset.
    }
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new ServerSocket() {
      @Override
      public Socket accept() throws IOException {
        Connection connection = new Connection();
        implAccept(connection);
        // With Nagle's algorithm every answer waits about 40 ms for the client's acknowledgement.
        connection.setTcpNoDelay(true);
        return connection;
      }
    };
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException("Bind the socket afterwards");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw new UnsupportedOperationException("Bind the socket afterwards");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw new UnsupportedOperationException("Bind the socket afterwards");
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
