package io.kbsync.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that take bytes from the system and give them to it in pieces of up to 64 KiB. OkHttp
 * reads and writes 8 KiB at a time, and flushes what the server waits for.
 */
final class RoomySockets extends SocketFactory {

  private static final int ROOM = 64 * 1024;

  @Override
  public Socket createSocket() {
    return new Roomy();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw connected();
  }

  private static IOException connected() {
    return new IOException("OkHttp connects its sockets itself, within its time limits");
  }

  private static final class Roomy extends Socket {

    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (in == null) {
        in = new ReadAhead(super.getInputStream());
      }
      return in;
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
      if (out == null) {
        out = new BufferedOutputStream(super.getOutputStream(), ROOM);
      }
      return out;
    }
  }

  /** Unlike a BufferedInputStream it never asks how much there is. Used by one thread at a time. */
  static final class ReadAhead extends InputStream {

    private final InputStream in;
    private final byte[] room = new byte[ROOM];
    private int next;
    private int end;

    ReadAhead(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (next == end) {
        // A read that runs out of time leaves both as they are: nothing is there, and nothing comes
        // twice.
        int more = in.read(room, 0, ROOM);
        next = 0;
        end = Math.max(0, more);
      }
      if (next == end) {
        return -1;
      }
      int count = Math.min(length, end - next);
      System.arraycopy(room, next, bytes, offset, count);
      next += count;
      return count;
    }

    @Override
    public int available() throws IOException {
      return end - next + in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
