package io.kbsync.benchmarks.limit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One kept connection to one server, and nothing more than HTTP needs. Not thread-safe. */
final class Wire implements AutoCloseable {

  private final InetSocketAddress server;
  private final String host;
  private @Nullable Socket socket;

  Wire(URI url) {
    this.server = new InetSocketAddress(url.getHost(), url.getPort());
    this.host = url.getHost() + ":" + url.getPort();
  }

  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * @param headers lines, each with its end
   */
  Answer ask(String method, String pathAndQuery, String headers, byte[] body) throws IOException {
    Socket open = socket();
    ByteArrayOutputStream request = new ByteArrayOutputStream(body.length + 512);
    String head =
        method
            + " "
            + pathAndQuery
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + headers
            + (method.equals("GET") ? "" : "Content-Length: " + body.length + "\r\n")
            + "\r\n";
    request.write(head.getBytes(StandardCharsets.ISO_8859_1));
    request.write(body);
    OutputStream out = open.getOutputStream();
    request.writeTo(out);
    return answer(new BufferedInputStream(open.getInputStream(), 1 << 15));
  }

  private static Answer answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return new Answer(status, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private Socket socket() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      open.setTcpNoDelay(true);
      open.connect(server);
      socket = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
  }
}
