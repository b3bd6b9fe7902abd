package io.kbsync.testkit.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Between the server's WebSocket and the simulation. Made by the thread of the request. */
final class Upgraded extends WebSocketListener {

  private static final int NORMAL = 1000;

  private final SimSocket.Talk talk;
  private final Closeable reset = LoopbackSockets.reset();
  private @Nullable Socket socket;

  Upgraded(SimSocket.Talk talk) {
    this.talk = talk;
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    talk.opened(socket(webSocket));
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    talk.heard(socket(webSocket), text);
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    webSocket.close(NORMAL, null);
    talk.ended(socket(webSocket));
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
    talk.ended(socket(webSocket));
  }

  private synchronized Socket socket(WebSocket webSocket) {
    Socket made = socket == null ? new Socket(webSocket) : socket;
    socket = made;
    return made;
  }

  private final class Socket implements SimSocket {

    private final WebSocket webSocket;

    Socket(WebSocket webSocket) {
      this.webSocket = webSocket;
    }

    @Override
    public void send(String text) {
      webSocket.send(text);
    }

    @Override
    public void close() {
      webSocket.close(NORMAL, null);
    }

    @Override
    public void cut() {
      try {
        reset.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
