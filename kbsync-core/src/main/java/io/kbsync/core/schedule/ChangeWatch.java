package io.kbsync.core.schedule;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.Changes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, on a thread of its own, to a source that tells of changes; opens another connection when
 * one ends, at rising intervals, and seldom after a refusal. Thread-safe.
 *
 * <p>What is told is a hint that a look is due. The source is trusted to tell of every change once
 * it has told of one, until no connection can be had or a pass finds a change that it kept to
 * itself: events that are not switched on look like a place where nothing happens.
 */
final class ChangeWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ChangeWatch.class);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** A refusal may cost a counted call, and a person takes his time. */
  private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

  private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofDays(1);

  /** One that stood so long was no failure to connect. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final Opening opening;
  private final Clock clock;
  private final RandomGenerator random;
  private final Runnable news;
  private final Thread thread = new Thread(this::listen, "change-watch");
  private boolean begun;
  private boolean closed;
  private boolean standing;
  private boolean trusted;
  private boolean expected;
  private boolean unseen;
  private @Nullable Instant since;
  private @Nullable String said;

  /** Opens a connection; empty where the source tells of nothing. */
  @FunctionalInterface
  interface Opening {
    Optional<Changes> open() throws ConnectorException, InterruptedException;
  }

  /**
   * @param random spreads the connections of many that lost them at once
   * @param news is run, on the thread of the watch, after each change of what is known here
   */
  ChangeWatch(Opening opening, Clock clock, RandomGenerator random, Runnable news) {
    this.opening = opening;
    this.clock = clock;
    this.random = random;
    this.news = news;
    thread.setDaemon(true);
  }

  /** Listens from now on, unless it does already. */
  synchronized void begin() {
    if (!begun) {
      begun = true;
      thread.start();
    }
  }

  /** Whether nothing has to be looked for while the source is silent. */
  synchronized boolean tellsAll() {
    return trusted && !unseen;
  }

  /** When the first look became due that no pass has taken since; empty: none is. */
  synchronized Optional<Instant> dueSince() {
    return Optional.ofNullable(since);
  }

  /** A pass begins: it sees what was told of until now. */
  synchronized void passBegins() {
    since = null;
  }

  /**
   * A pass has ended.
   *
   * @param foundChanges whether it found new or changed files
   */
  synchronized void passEnded(boolean foundChanges) {
    if (foundChanges && trusted && !expected) {
      trusted = false;
      log.info("A change was found that the source did not tell of: looks come as planned again");
    }
    // What was told of may show a little later: it is looked for once more, as planned.
    unseen = expected && !foundChanges;
    expected = since != null;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      thread.join(LOOK.toMillis() * 10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    int failures = 0;
    int refusals = 0;
    while (!isClosed()) {
      Instant begin = clock.instant();
      try {
        if (!hear()) {
          return;
        }
      } catch (RetriableException e) {
        refusals = 0;
        boolean stood = Duration.between(begin, clock.instant()).compareTo(STEADY) >= 0;
        failures = stood ? 1 : failures + 1;
        lost(failures, e);
        pause(afterLoss(failures, e, random));
      } catch (ConnectorException | RuntimeException e) {
        refusals++;
        silent(e);
        pause(afterRefusal(refusals));
      } catch (InterruptedException e) {
        log.debug("Listening to changes was interrupted");
        pause(FIRST_WAIT);
      }
    }
  }

  /** Over one connection, until it ends; false where there is none. */
  private boolean hear() throws ConnectorException, InterruptedException {
    Optional<Changes> opened = opening.open();
    if (opened.isEmpty()) {
      return false;
    }
    try (Changes changes = opened.get()) {
      connected();
      while (!isClosed()) {
        changes.await();
        told();
      }
    }
    return true;
  }

  private void connected() {
    synchronized (this) {
      if (!standing) {
        log.info("The source tells of changes from now on");
      }
      standing = true;
      said = null;
      if (trusted) {
        due(); // nobody listened between two connections
      }
    }
    news.run();
  }

  private void told() {
    log.debug("The source told of a change");
    synchronized (this) {
      trusted = true;
      due();
    }
    news.run();
  }

  private synchronized void due() {
    expected = true;
    since = since == null ? clock.instant() : since;
  }

  /** A connection that is opened again at once was hardly away. */
  private void lost(int failures, RetriableException e) {
    log.debug("The connection for changes is lost, {} times now: {}", failures, e.getMessage());
    if (failures > 1) {
      silent(e);
    }
  }

  /** Says so once, however often it is tried, until it is well again. */
  private void silent(Exception e) {
    String message = String.valueOf(e.getMessage());
    synchronized (this) {
      if (!message.equals(said)) {
        log.warn("The source does not tell of changes; looks come as planned. {}", message);
      }
      said = message;
      standing = false;
      trusted = false;
    }
    news.run();
  }

  /** How long to wait after the n-th refusal in a row; n from 1. */
  static Duration afterRefusal(int refusals) {
    return doubled(AFTER_REFUSAL, refusals, LONGEST_AFTER_REFUSAL);
  }

  /** How long to wait after the n-th connection in a row that failed or broke; n from 1. */
  static Duration afterLoss(int failures, RetriableException last, RandomGenerator random) {
    long most = doubled(FIRST_WAIT, failures, LONGEST_WAIT).toMillis();
    Duration wait = Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    return last.retryAfter().filter(asked -> asked.compareTo(wait) > 0).orElse(wait);
  }

  private static Duration doubled(Duration first, int times, Duration longest) {
    Duration wait = first.multipliedBy(1L << Math.min(times - 1, 20));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  private synchronized void pause(Duration wait) {
    Instant end = clock.instant().plus(wait);
    try {
      while (!closed && clock.instant().isBefore(end)) {
        wait(Math.min(LOOK.toMillis(), wait.toMillis() + 1));
      }
    } catch (InterruptedException e) {
      log.debug("The pause of the watch was interrupted");
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
