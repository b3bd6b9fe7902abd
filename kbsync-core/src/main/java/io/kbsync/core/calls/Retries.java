package io.kbsync.core.calls;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats SPI calls of one connector by their verdicts. A server that fails call after call is
 * taken for away, and the job stops instead of trying every file against it. Thread-safe.
 */
public final class Retries {

  private static final Logger log = LoggerFactory.getLogger(Retries.class);

  private static final int ATTEMPTS = 9;

  /** The first retry is quick, since most failures are over by then; the last ones are patient. */
  private static final double SLOWER = 2.5;

  private static final int AWAY_AFTER = 5;
  private static final Duration WHILE_AWAY = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final PacedCalls calls;
  private final RetryPolicy<Object> policy;
  private final Duration awayLimit;
  private final Clock clock;
  private final Consumer<String> tell;
  private int exhaustedInARow;
  private @Nullable Instant awaySince;

  /**
   * @param awayLimit how long to wait for a server that is away, before the job gives up; zero: not
   *     at all
   * @param tell is told that the job waits, and why
   */
  public Retries(
      PacedCalls calls,
      Duration firstRetry,
      Duration awayLimit,
      Clock clock,
      Consumer<String> tell) {
    this.calls = calls;
    this.policy = policy(firstRetry);
    this.awayLimit = awayLimit;
    this.clock = clock;
    this.tell = tell;
  }

  /** One SPI call. */
  @FunctionalInterface
  public interface SpiCall<T> {
    T run() throws ConnectorException, InterruptedException;
  }

  /** An SPI call without a result. */
  @FunctionalInterface
  public interface SpiAction {
    void run() throws ConnectorException, InterruptedException;
  }

  /** Runs the call until it succeeds or nothing is left to try. */
  public <T> T call(SpiCall<T> call) throws ConnectorException, InterruptedException {
    while (true) {
      try {
        T result = attempt(call);
        back();
        return result;
      } catch (PermanentException e) {
        // A verdict on one file: the server is there.
        back();
        throw e;
      } catch (RetriableException e) {
        if (!isAway()) {
          throw e;
        }
        waitForServer(e);
      }
    }
  }

  private synchronized void back() {
    exhaustedInARow = 0;
    awaySince = null;
  }

  private synchronized boolean isAway() {
    exhaustedInARow++;
    return exhaustedInARow >= AWAY_AFTER;
  }

  // One that fails call after call is left alone for a while, by all threads, and tried again.
  private synchronized void waitForServer(RetriableException e) throws FatalException {
    Instant now = clock.instant();
    if (awaySince == null || awaySince.isAfter(now)) {
      awaySince = now;
    }
    if (!now.isBefore(awaySince.plus(awayLimit))) {
      throw new FatalException(
          FatalException.Kind.UNREACHABLE,
          "Call after call failed, so the job stops instead of trying every file. The last answer: "
              + e.getMessage(),
          e);
    }
    calls.pause(WHILE_AWAY);
    tell.accept(
        "The server seems to be away ("
            + e.getMessage()
            + "); trying again every "
            + WHILE_AWAY.toSeconds()
            + " s until "
            + awaySince.plus(awayLimit));
  }

  /**
   * Runs a call without which the job cannot go on: where {@link #call} would leave it for later,
   * the job ends.
   */
  public <T> T need(SpiCall<T> call) throws ConnectorException, InterruptedException {
    try {
      return call(call);
    } catch (RetriableException e) {
      throw new FatalException(
          FatalException.Kind.UNREACHABLE,
          "It was tried "
              + ATTEMPTS
              + " times, and without it nothing can be synced. The last answer: "
              + e.getMessage(),
          e);
    }
  }

  /** See {@link #call}. */
  public void run(SpiAction action) throws ConnectorException, InterruptedException {
    call(
        () -> {
          action.run();
          return true;
        });
  }

  /**
   * Runs a call that must not take effect twice: after an outcome that nobody heard, {@code look}
   * says whether it took effect before it is repeated.
   *
   * @param undone runs before this throws, where it is certain that the call took no effect: what
   *     ended the tries says nothing of an earlier one whose outcome nobody heard
   */
  public <T> T callOnce(SpiCall<T> call, SpiCall<Optional<T>> look, Runnable undone)
      throws ConnectorException, InterruptedException {
    boolean[] unheard = {false};
    SpiCall<T> unlessDone =
        () -> {
          Optional<T> done = unheard[0] ? look.run() : Optional.empty();
          if (done.isPresent()) {
            return done.get();
          }
          try {
            return call.run();
          } catch (RetriableException e) {
            unheard[0] |= e.outcomeUnknown();
            throw e;
          }
        };
    try {
      return call(unlessDone);
    } catch (ConnectorException e) {
      if (!unheard[0]) {
        undone.run();
      }
      throw e;
    }
  }

  private <T> T attempt(SpiCall<T> call) throws ConnectorException, InterruptedException {
    try {
      return Failsafe.with(policy).get(call::run);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof ConnectorException verdict) {
        throw verdict;
      }
      if (e.getCause() instanceof InterruptedException interrupt) {
        // Failsafe also leaves the flag on; the exception is the sign, and cleaning up must not
        // fail.
        Thread.interrupted();
        throw interrupt;
      }
      throw e;
    }
  }

  private RetryPolicy<Object> policy(Duration firstRetry) {
    var builder =
        RetryPolicy.builder()
            .handle(RetriableException.class)
            .withMaxAttempts(ATTEMPTS)
            .onRetryScheduled(
                event ->
                    log.debug(
                        "trying again in {} ms: {}",
                        event.getDelay().toMillis(),
                        event.getLastException().getMessage()))
            .onFailedAttempt(event -> pauseIfAsked(event.getLastException()));
    return firstRetry.isZero()
        ? builder.build()
        : builder.withBackoff(firstRetry, LONGEST_WAIT, SLOWER).withJitter(0.25).build();
  }

  private void pauseIfAsked(@Nullable Throwable failure) {
    if (failure instanceof RetriableException e) {
      e.retryAfter().ifPresent(calls::pause);
    }
  }
}
