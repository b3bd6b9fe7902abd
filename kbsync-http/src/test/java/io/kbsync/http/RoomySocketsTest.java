package io.kbsync.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
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
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 1, 300_001));
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[0])).isZero();
    }
  }

  @Test
  void nothing_comes_twice_where_a_read_ran_out_of_time() throws Exception {
    Deque<String> answers = new ArrayDeque<>(List.of("first", "", "second"));
    InputStream slow =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("bytes are taken in bulk");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            byte[] answer = answers.removeFirst().getBytes(US_ASCII);
            if (answer.length == 0) {
              throw new SocketTimeoutException("nothing came in time");
            }
            System.arraycopy(answer, 0, bytes, offset, answer.length);
            return answer.length;
          }
        };
    try (InputStream in = new RoomySockets.ReadAhead(slow)) {
      assertThat(in.readNBytes(5)).asString(US_ASCII).isEqualTo("first");
      assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
      assertThat(in.available()).isZero();
      assertThat(in.readNBytes(6)).asString(US_ASCII).isEqualTo("second");
    }
  }
}
