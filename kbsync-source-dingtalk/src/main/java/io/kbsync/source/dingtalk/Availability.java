package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether an API that not every application may use is open to this one. The first request finds
 * out, alone; a refusal is remembered for an hour, so that a thousand files do not cost a thousand
 * refused calls. Thread-safe.
 */
final class Availability {

  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Clock clock;
  private final ReentrantLock probing = new ReentrantLock();
  private volatile boolean open;
  private volatile @Nullable Closed closed;

  Availability(Clock clock) {
    this.clock = clock;
  }

  private record Closed(ApiError error, Instant until) {}

  /** A request to the API in question. */
  @FunctionalInterface
  interface Request<T> {
    Answer<T> send() throws ConnectorException, InterruptedException;
  }

  /** The answer to the request, or the refusal of an earlier one without another call. */
  <T> Answer<T> ask(Request<T> request) throws ConnectorException, InterruptedException {
    if (open) {
      return remembered(request.send());
    }
    probing.lockInterruptibly();
    try {
      Optional<ApiError> refusal = refusal();
      return refusal.isPresent() ? new Answer.Refused<>(refusal.get()) : remembered(request.send());
    } finally {
      probing.unlock();
    }
  }

  /** Whether a request went through already. */
  boolean isOpen() {
    return open;
  }

  private Optional<ApiError> refusal() {
    Closed known = closed;
    return known != null && clock.instant().isBefore(known.until())
        ? Optional.of(known.error())
        : Optional.empty();
  }

  private <T> Answer<T> remembered(Answer<T> answer) {
    if (answer instanceof Answer.Refused<T> refused && isClosed(refused.error())) {
      closed = new Closed(refused.error(), clock.instant().plus(REMEMBERED));
      open = false;
    } else {
      open = true;
    }
    return answer;
  }

  /** Whether a refusal is about the application, not about the thing asked for. */
  static boolean isClosed(ApiError error) {
    return error.kind() == ApiError.Kind.NO_API || error.kind() == ApiError.Kind.NO_SCOPE;
  }
}
