package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.ApiGroup;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebSocketTest extends HttpFixture {

  private final HeardFrames atServer = new HeardFrames();
  private final HeardFrames heard = new HeardFrames();

  private WebSocket open() throws Exception {
    server.enqueue(new MockResponse.Builder().webSocketUpgrade(atServer).build());
    return http.webSocket(get("/connect?ticket=t"), Duration.ofSeconds(30), heard);
  }

  @Test
  void a_socket_waits_for_its_turn_and_carries_texts_both_ways() throws Exception {
    WebSocket socket = open();
    assertThat(heard.next()).isEqualTo("open");
    assertThat(atServer.next()).isEqualTo("open");
    assertThat(calls.awaited).containsExactly(ApiGroup.counted("raw"));

    socket.send("hello");
    assertThat(atServer.next()).isEqualTo("hello");
    atServer.socket().send("hello to you");
    assertThat(heard.next()).isEqualTo("hello to you");

    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().get("User-Agent")).startsWith("KBSync/");
  }

  @Test
  void a_refusal_is_heard_and_judged_as_any_other() throws Exception {
    answer(503, "{}");
    http.webSocket(get("/connect"), Duration.ofSeconds(30), heard);
    assertThat(heard.next()).isEqualTo("failed 503");
  }

  @Test
  void closing_the_connector_ends_its_sockets_and_opens_no_other_one() throws Exception {
    open();
    assertThat(heard.next()).isEqualTo("open");
    http.close();
    assertThat(heard.next()).isEqualTo("failed");
    open();
    assertThat(heard.next()).isEqualTo("failed");
  }
}
