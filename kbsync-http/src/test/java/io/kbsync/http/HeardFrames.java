package io.kbsync.http;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** What one end of a WebSocket hears, in its order. */
final class HeardFrames extends WebSocketListener {

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private volatile @Nullable WebSocket socket;

  String next() throws InterruptedException {
    String next = heard.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was heard");
    }
    return next;
  }

  WebSocket socket() {
    return Objects.requireNonNull(socket);
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    socket = webSocket;
    heard.add("open");
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    heard.add(text);
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
    heard.add("failed" + (response == null ? "" : " " + response.code()));
  }
}
