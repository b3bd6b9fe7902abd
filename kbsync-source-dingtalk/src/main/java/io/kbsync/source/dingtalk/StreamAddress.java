package io.kbsync.source.dingtalk;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.source.dingtalk.DingTalkWire.StreamEndpoint;
import io.kbsync.source.dingtalk.DingTalkWire.StreamRequest;
import io.kbsync.source.dingtalk.DingTalkWire.StreamTopic;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * Where the application may open a connection of DingTalk's Stream mode. The address carries a
 * ticket, good for one connection and for 90 seconds, which is a secret. Thread-safe.
 */
final class StreamAddress {

  /** Single kinds of events cannot be asked for. */
  private static final List<StreamTopic> ALL_EVENTS = List.of(new StreamTopic("EVENT", "*"));

  private static final String WHAT = "open a connection for events";

  private final Exchange exchange;
  private final DingTalkApi api;
  private final DingTalkSettings settings;

  StreamAddress(Exchange exchange, DingTalkApi api, DingTalkSettings settings) {
    this.exchange = exchange;
    this.api = api;
    this.settings = settings;
  }

  /** Another one each time. */
  HttpUrl get() throws ConnectorException, InterruptedException {
    StreamRequest request =
        new StreamRequest(
            settings.clientId(), settings.clientSecret().reveal(), ALL_EVENTS, "kbsync");
    Answer<StreamEndpoint> answer =
        exchange.judge(ApiGroup.free(Groups.STREAM), exchange.send(api.stream(request)), WHAT);
    if (answer instanceof Answer.Refused<StreamEndpoint> refused) {
      throw DingTalkErrors.verdict(refused.error(), WHAT);
    }
    return address(((Answer.Good<StreamEndpoint>) answer).value());
  }

  /** A ticket goes the way of the application's secret: where that is encrypted, so is this. */
  private HttpUrl address(StreamEndpoint endpoint) throws RetriableException {
    String scheme = settings.apiUrl().startsWith("https:") ? "wss://" : "ws://";
    String given = endpoint.endpoint() == null ? "" : endpoint.endpoint();
    HttpUrl address =
        given.startsWith(scheme) ? HttpUrl.parse(given.replaceFirst("^ws", "http")) : null;
    if (address == null || endpoint.ticket() == null) {
      throw new RetriableException(
          "DingTalk's answer to the request for a connection holds no " + scheme + " address",
          null);
    }
    return address.newBuilder().addQueryParameter("ticket", endpoint.ticket()).build();
  }
}
