package io.kbsync.source.dingtalk;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.Changes;
import io.kbsync.http.HttpConnector;
import io.kbsync.http.HttpVerdicts;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection over which DingTalk tells of changes. Its ticket is good for it alone, and stands
 * in no message. Thread-safe.
 */
final class StreamConnection implements Changes {

  private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NORMAL = 1000;

  private final StreamFrames frames;
  private final HttpVerdicts verdicts;
  private final Request request;
  private final WebSocket socket;
  private boolean open;
  private boolean changed;
  private @Nullable ConnectorException end;

  private StreamConnection(HttpConnector http, HttpUrl address, StreamFrames frames, Duration ping)
      throws ConnectorException, InterruptedException {
    this.frames = frames;
    this.verdicts = http.verdicts();
    this.request =
        new Request.Builder()
            .url(address)
            .tag(ApiGroup.class, ApiGroup.free(Groups.STREAM))
            .build();
    this.socket = http.webSocket(request, ping, new Listener());
  }

  /**
   * Returns when the connection stands. The caller closes it.
   *
   * @param address with the ticket
   * @param ping how often to ask whether DingTalk is there
   */
  static StreamConnection open(
      HttpConnector http, HttpUrl address, StreamFrames frames, Duration ping)
      throws ConnectorException, InterruptedException {
    StreamConnection connection = new StreamConnection(http, address, frames, ping);
    try {
      connection.awaitOpen();
      return connection;
    } catch (ConnectorException | InterruptedException e) {
      connection.close();
      throw e;
    }
  }

  private synchronized void awaitOpen() throws ConnectorException, InterruptedException {
    while (!open) {
      requireStanding();
      wait();
    }
  }

  @Override
  public synchronized void await() throws ConnectorException, InterruptedException {
    while (!changed) {
      requireStanding();
      wait();
    }
    changed = false;
  }

  private void requireStanding() throws ConnectorException {
    if (end != null) {
      throw end;
    }
  }

  @Override
  public void close() {
    ended(over("it was closed"));
    if (!socket.close(NORMAL, null)) {
      socket.cancel();
    }
  }

  private void hear(WebSocket from, String text) {
    StreamFrames.Heard heard = frames.hear(text);
    heard.answer().ifPresent(from::send);
    log.trace("heard: {}", heard.meaning());
    switch (heard.meaning()) {
      case CHANGE -> changed();
      case FAREWELL -> ended(over("DingTalk ends it, as it does from time to time"));
      case NOTHING -> {}
    }
  }

  private synchronized void opened() {
    open = true;
    notifyAll();
  }

  private synchronized void changed() {
    changed = true;
    notifyAll();
  }

  /** The first reason counts. */
  private synchronized void ended(ConnectorException reason) {
    end = end == null ? reason : end;
    notifyAll();
  }

  private ConnectorException judge(Throwable failure, @Nullable Response response) {
    if (response == null || response.code() == SWITCHING_PROTOCOLS) {
      return verdicts.failed(request, failure, true);
    }
    return verdicts
        .refused(response)
        .orElseGet(() -> over("DingTalk refused it with HTTP " + response.code()));
  }

  private static RetriableException over(String why) {
    return new RetriableException("The connection for DingTalk's events is over: " + why, null);
  }

  /** Called by the socket's own thread. */
  private final class Listener extends WebSocketListener {

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
      opened();
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
      hear(webSocket, text);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
      ended(over("DingTalk closed it (" + code + ")"));
      webSocket.close(NORMAL, null);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
      ended(judge(failure, response));
    }
  }
}
