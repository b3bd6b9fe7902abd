package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.RetriableException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PulseTest extends HttpFixture {

  private static final int MANY_PIECES = 1_000;

  @Test
  void reading_many_pieces_does_not_wake_the_watchdog_for_each() throws Exception {
    byte[] content = new byte[MANY_PIECES * 8 * 1024];
    server.enqueue(new MockResponse.Builder().body(new Buffer().write(content)).build());
    try (Response response = http.execute(get("/down"))) {
      long before = waits();
      assertThat(response.body().bytes()).hasSameSizeAs(content);
      assertThat(waits() - before).isLessThan(MANY_PIECES / 4);
    }
  }

  /** How often the watchdog has gone to sleep. */
  private static long waits() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getAllThreadIds())
        .mapToObj(threads::getThreadInfo)
        .filter(thread -> thread != null && thread.getThreadName().equals("Okio Watchdog"))
        .mapToLong(thread -> thread.getWaitedCount())
        .sum();
  }

  @Test
  void a_server_that_stays_silent_is_given_up_all_the_same() throws Exception {
    connect(HttpSettings.builder().readTimeout(Duration.ofMillis(200)));
    server.enqueue(SILENCE);
    assertThatThrownBy(() -> http.execute(get("/silent")))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("it took too long");
  }

  @Test
  void it_goes_on_until_it_is_closed_and_may_be_closed_twice() throws Exception {
    Pulse pulse = Pulse.start();
    pulse.timedOut();
    assertThatThrownBy(pulse::enter).as("it runs").isInstanceOf(IllegalStateException.class);
    pulse.close();
    pulse.close();
    pulse.timedOut();
    pulse.enter(); // refused if it were running
    assertThat(pulse.exit()).as("its time is over").isFalse();
  }
}
