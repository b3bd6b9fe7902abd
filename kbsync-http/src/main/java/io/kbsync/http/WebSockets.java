package io.kbsync.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** WebSockets on the way of all requests, each with a thread that ends with it. Thread-safe. */
final class WebSockets {

  private final Dispatcher dispatcher =
      new Dispatcher(
          Executors.newCachedThreadPool(
              work -> {
                Thread thread = new Thread(work, "http-websocket");
                thread.setDaemon(true);
                return thread;
              }));

  WebSocket open(OkHttpClient client, Request request, Duration ping, WebSocketListener listener) {
    return client
        .newBuilder()
        .dispatcher(dispatcher)
        .pingInterval(ping)
        .build()
        .newWebSocket(request, listener);
  }

  /** Ends those that stand, and opens no other one. */
  void close() {
    dispatcher.executorService().shutdown();
    dispatcher.cancelAll();
  }
}
