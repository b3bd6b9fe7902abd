package io.kbsync.testkit.dingtalk;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A connection as a client sees it: what it hears, and that it has ended. */
final class StreamClient implements AutoCloseable {

  static final String OPENED = "opened";
  static final String CLOSED = "closed";
  static final String FAILED = "failed";

  private final OkHttpClient client = new OkHttpClient();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  StreamClient(String endpoint, String ticket) {
    HttpUrl url =
        HttpUrl.get(endpoint.replaceFirst("^ws", "http"))
            .newBuilder()
            .addQueryParameter("ticket", ticket)
            .build();
    socket = client.newWebSocket(new Request.Builder().url(url).build(), new Listener());
  }

  String next() throws InterruptedException {
    String next = heard.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  boolean hasHeardNothing() {
    return heard.isEmpty();
  }

  void send(String text) {
    socket.send(text);
  }

  @Override
  public void close() {
    socket.cancel();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private final class Listener extends WebSocketListener {

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
      heard.add(OPENED);
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
      heard.add(text);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
      heard.add(CLOSED);
      webSocket.close(1000, null);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
      heard.add(FAILED + (response == null ? "" : " " + response.code()));
    }
  }
}
