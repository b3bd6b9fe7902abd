package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import io.kbsync.http.HttpConnector;
import io.kbsync.http.HttpSettings;
import io.kbsync.source.dingtalk.AccessTokens.Issued;
import io.kbsync.testkit.http.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

  private final Simulated simulated = new Simulated();
  private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> wakes = new LinkedBlockingQueue<>();
  private HttpConnector http;
  private AccessTokens tokens;

  @BeforeEach
  void connect() throws Exception {
    http = HttpConnector.open(HttpSettings.builder().build(), simulated.calls, simulated.clock);
    DingTalkApi api =
        http.retrofit(HttpUrl.get(simulated.dingTalk.apiUrl() + "/"), new Moshi.Builder().build())
            .create(DingTalkApi.class);
    tokens =
        new AccessTokens(
            new Exchange(http, simulated.calls, simulated.clock),
            api,
            DingTalkSettings.of(simulated.config()),
            simulated.clock,
            this::pause);
    tokens.start();
  }

  @AfterEach
  void close() throws Exception {
    tokens.close();
    http.close();
    simulated.close();
  }

  @Test
  void the_loop_fetches_a_new_token_ten_minutes_before_the_end() throws Exception {
    assertThat(nextPause()).isEqualTo(Duration.ofSeconds(6600));
    simulated.clock.advance(Duration.ofSeconds(6600));
    wakes.add(true);
    assertThat(nextPause()).isEqualTo(Duration.ofSeconds(6600));
    assertThat(simulated.dingTalk.requests().count("token")).isEqualTo(2);
  }

  @Test
  void a_loop_that_fails_tries_again_a_minute_later() throws Exception {
    nextPause();
    simulated.dingTalk.faults().on("token").next(1).inject(Fault.status(503));
    simulated.clock.advance(Duration.ofSeconds(6600));
    wakes.add(true);
    assertThat(nextPause()).isEqualTo(Duration.ofMinutes(1));
    simulated.clock.advance(Duration.ofMinutes(1));
    wakes.add(true);
    assertThat(nextPause()).isEqualTo(Duration.ofSeconds(6600));
  }

  @Test
  void a_token_that_ended_unseen_is_fetched_when_it_is_needed() throws Exception {
    String before = tokens.current().value();
    simulated.clock.advance(Duration.ofHours(3)); // the machine slept
    assertThat(tokens.current().value()).isNotEqualTo(before);
    assertThat(simulated.dingTalk.requests().count("token")).isEqualTo(2);
  }

  @Test
  void one_thread_renews_a_refused_token_for_all() throws Exception {
    Issued refused = tokens.current();
    simulated.dingTalk.invalidateTokens();
    Set<Issued> renewed = onEightThreads(() -> tokens.renewed(refused));
    assertThat(renewed).hasSize(1).doesNotContain(refused);
    assertThat(simulated.dingTalk.requests().count("token")).isEqualTo(2);
  }

  @Test
  void the_loop_ends_with_the_source() throws Exception {
    nextPause();
    Thread loop =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("dingtalk-token") && thread.isAlive())
            .findFirst()
            .orElseThrow();
    assertThat(loop.isDaemon()).isTrue();
    tokens.close();
    loop.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(loop.isAlive()).isFalse();
  }

  @Test
  void a_token_prints_nothing_of_itself() throws Exception {
    Issued token = tokens.current();
    assertThat(token.toString()).doesNotContain(token.value());
  }

  private Duration nextPause() throws InterruptedException {
    Duration pause = pauses.poll(20, TimeUnit.SECONDS);
    assertThat(pause).as("a pause of the loop").isNotNull();
    return pause;
  }

  private void pause(Duration length) throws InterruptedException {
    pauses.add(length);
    wakes.take();
  }

  private static <T> Set<T> onEightThreads(Callable<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(threads.submit(task));
      }
      List<T> values = new ArrayList<>();
      for (Future<T> result : results) {
        values.add(result.get(20, TimeUnit.SECONDS));
      }
      return values.stream().collect(Collectors.toSet());
    } finally {
      threads.shutdownNow();
    }
  }
}
