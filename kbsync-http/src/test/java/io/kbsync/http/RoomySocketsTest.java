package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;
import mockwebserver3.MockResponse;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class RoomySocketsTest extends HttpFixture {

  private final byte[] content = new byte[300_001];

  RoomySocketsTest() {
    new Random(5).nextBytes(content);
  }

  @Test
  void a_download_of_many_pieces_is_whole() throws Exception {
    server.enqueue(new MockResponse.Builder().body(new Buffer().write(content)).build());
    try (Response response = http.execute(get("/down"))) {
      assertThat(response.body().bytes()).isEqualTo(content);
    }
  }

  @Test
  void an_upload_of_many_pieces_is_whole_and_the_connection_serves_the_next() throws Exception {
    answer(200, "{}");
    answer(200, "{}");
    Request upload =
        get("/up")
            .newBuilder()
            .post(OneShotBody.of(null, content.length, () -> new ByteArrayInputStream(content)))
            .build();
    http.execute(upload).close();
    http.execute(upload).close();
    assertThat(server.takeRequest().getBody().toByteArray()).isEqualTo(content);
    assertThat(server.takeRequest().getBody().toByteArray()).isEqualTo(content);
  }

  @Test
  void what_was_read_ahead_comes_in_any_portions_up_to_the_end() throws Exception {
    try (InputStream in = new RoomySockets.ReadAhead(new ByteArrayInputStream(content))) {
      assertThat(in.read()).isEqualTo(content[0] & 0xff);
      assertThat(in.available()).isEqualTo(content.length - 1);
      assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(content, 1, 300_001));
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[0])).isZero();
    }
  }
}
