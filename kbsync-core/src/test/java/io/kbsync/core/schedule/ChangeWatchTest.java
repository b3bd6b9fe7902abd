package io.kbsync.core.schedule;

import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.Changes;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.testing.Events;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeWatchTest {

  private final ShiftedClock clock = new ShiftedClock();
  private final AtomicInteger opened = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);

  private ChangeWatch watch(ChangeWatch.Opening opening) {
    return new ChangeWatch(
        () -> {
          opened.incrementAndGet();
          asked.countDown();
          return opening.open();
        },
        clock,
        new Random(1),
        () -> {});
  }

  @Test
  void refusals_are_tried_again_after_an_hour_and_then_ever_more_seldom_up_to_a_day() {
    assertThat(IntStream.rangeClosed(1, 7).mapToObj(ChangeWatch::afterRefusal))
        .extracting(Duration::toHours)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 24L, 24L);
    assertThat(ChangeWatch.afterRefusal(Integer.MAX_VALUE)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void lost_connections_are_opened_again_at_once_and_then_at_rising_intervals_up_to_an_hour() {
    forAll(
        500,
        random -> {
          int failures = 1 + random.nextInt(30);
          long seconds = Math.min(1L << Math.min(failures - 1, 20), 3_600);
          RetriableException lost = new RetriableException("lost", null);
          assertThat(ChangeWatch.afterLoss(failures, lost, random))
              .isBetween(Duration.ofMillis(seconds * 500), Duration.ofSeconds(seconds));
        });
  }

  @Test
  void a_server_that_names_a_time_is_left_alone_for_so_long_at_least() {
    Duration minutes = Duration.ofMinutes(5);
    RetriableException asks = RetriableException.after(minutes, "too many", null);

    assertThat(ChangeWatch.afterLoss(1, asks, new Random(1))).isEqualTo(minutes);
    assertThat(ChangeWatch.afterLoss(30, asks, new Random(1))).isGreaterThan(minutes);
  }

  @Test
  void a_source_that_tells_of_nothing_is_asked_once() throws Exception {
    try (ChangeWatch watch = watch(Optional::empty)) {
      watch.begin();
      Events.await(asked);
      watch.begin();
      assertThat(watch.tellsAll()).isFalse();
      assertThat(watch.dueSince()).isEmpty();
    }
    assertThat(opened).hasValue(1);
  }

  @Test
  void a_connector_that_is_broken_is_no_reason_to_plan_fewer_looks() throws Exception {
    try (ChangeWatch watch =
        watch(
            () -> {
              throw new IllegalStateException("a defect");
            })) {
      watch.begin();
      Events.await(asked);
      assertThat(watch.tellsAll()).isFalse();
    }
  }

  @Test
  void closing_ends_whoever_waits_for_a_change() throws Exception {
    Silence silence = new Silence();
    try (ChangeWatch watch = watch(() -> Optional.of(silence))) {
      watch.begin();
      Events.await(silence.awaited);
    }
    Events.await(silence.closed);
  }

  /** A connection over which nothing is ever told. */
  private static final class Silence implements Changes {

    private final CountDownLatch awaited = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void await() throws ConnectorException, InterruptedException {
      awaited.countDown();
      new CountDownLatch(1).await();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
