package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How calls end before their time: by an interrupt of their thread, by a cancel, by the close. */
class EndOfCallsTest extends HttpFixture {

  /** Begins at once, and takes longer than any test waits. */
  private static final MockResponse SLOW =
      new MockResponse.Builder()
          .body("x".repeat(100_000))
          .throttleBody(1_000, 1, TimeUnit.SECONDS)
          .build();

  @Test
  void a_call_is_sent_by_the_thread_that_asks() throws Exception {
    answer(200, "{}");
    AtomicReference<Thread> sender = new AtomicReference<>();
    Request upload =
        get("/up")
            .newBuilder()
            .post(
                OneShotBody.of(
                    null,
                    1,
                    () -> {
                      sender.set(Thread.currentThread());
                      return new ByteArrayInputStream(new byte[1]);
                    }))
            .build();
    http.execute(upload).close();
    assertThat(sender.get()).isSameAs(Thread.currentThread());
  }

  @Test
  void an_interrupt_ends_a_call_that_waits_for_its_answer() throws Exception {
    server.enqueue(SILENCE);
    assertAnInterruptEndsTheCall();
  }

  @Test
  void an_interrupt_ends_a_call_whose_json_is_being_read() throws Exception {
    server.enqueue(SLOW.newBuilder().setHeader("Content-Type", "application/json").build());
    assertAnInterruptEndsTheCall();
  }

  private void assertAnInterruptEndsTheCall() throws Exception {
    AtomicReference<Thread> caller = new AtomicReference<>();
    CompletableFuture<Object> call =
        async(
            () -> {
              caller.set(Thread.currentThread());
              return http.execute(api.items("t"));
            });
    server.takeRequest();
    caller.get().interrupt();
    assertInterrupted(call);
  }

  @Test
  void an_interrupt_ends_a_call_whose_body_is_being_read_by_another_thread() throws Exception {
    server.enqueue(SLOW);
    Request request = get("/big");
    AtomicReference<Thread> reader = new AtomicReference<>();
    CountDownLatch reading = new CountDownLatch(1);
    try (Response response = http.execute(request)) {
      CompletableFuture<Object> read =
          async(
              () -> {
                reader.set(Thread.currentThread());
                return bytes(response, reading);
              });
      assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
      reader.get().interrupt();
      assertEnded(read, IOException.class);
    }
  }

  @Test
  void an_interrupt_goes_with_the_call_that_it_ended() throws Exception {
    answer(200, "{}");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> http.execute(api.items("t"))).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(http.execute(api.items("t")).isSuccessful()).isTrue();
  }

  @Test
  void after_the_close_nothing_is_sent() {
    answer(200, "{}");
    http.close();
    assertThatThrownBy(() -> http.execute(api.items("t"))).isInstanceOf(InterruptedException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void cancel_ends_a_call_that_waits_for_its_answer() throws Exception {
    server.enqueue(SILENCE);
    CompletableFuture<Object> call = async(() -> http.execute(api.items("t")));
    server.takeRequest();
    http.cancel();
    assertInterrupted(call);
  }

  @Test
  void cancel_ends_a_call_whose_body_is_being_read() throws Exception {
    server.enqueue(SLOW);
    Request request = get("/big");
    CountDownLatch reading = new CountDownLatch(1);
    CompletableFuture<Object> read = async(() -> wholeBody(request, reading));
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
    http.cancel();
    assertEnded(read, IOException.class);
  }

  @Test
  void after_a_cancel_new_calls_work_again() throws Exception {
    http.cancel();
    answer(200, "{}");
    assertThat(http.execute(api.items("t")).isSuccessful()).isTrue();
  }

  @Test
  void cancel_ends_a_call_that_waits_for_the_pace_of_its_second_request() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    answer(302, "", "Location", "/there");
    HttpSettings follow = HttpSettings.builder().sameHostRedirects(true).build();
    try (HttpConnector paced = HttpConnector.open(follow, endlessSecond(second), NOON)) {
      CompletableFuture<Object> call = async(() -> paced.execute(get("/here")));
      assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
      paced.cancel();
      assertInterrupted(call);
    }
  }

  /** A pace that lets the first request through, and the second one never. */
  private static Calls endlessSecond(CountDownLatch second) {
    return new Calls() {
      private int requests;

      @Override
      public void await(ApiGroup group) throws InterruptedException {
        if (++requests == 2) {
          second.countDown();
          new CountDownLatch(1).await();
        }
      }

      @Override
      public void throttled(ApiGroup group, @Nullable Duration retryAfter) {}
    };
  }

  private byte[] wholeBody(Request request, CountDownLatch reading)
      throws ConnectorException, IOException, InterruptedException {
    try (Response response = http.execute(request)) {
      return bytes(response, reading);
    }
  }

  private static byte[] bytes(Response response, CountDownLatch reading) throws IOException {
    response.body().source().require(1);
    reading.countDown();
    return response.body().bytes();
  }

  private static void assertInterrupted(CompletableFuture<Object> call) {
    assertEnded(call, InterruptedException.class);
  }

  private static void assertEnded(
      CompletableFuture<Object> call, Class<? extends Exception> failure) {
    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(failure);
  }
}
