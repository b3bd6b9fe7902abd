package io.kbsync.core.memory;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong in a run, at the n-th moment of it. */
public record Mishap(Kind kind, int moment) {

  /** What goes wrong. */
  public enum Kind {
    NOTHING,
    /** The process dies: from that moment on, nothing works any more. */
    CRASH,
    /** One call fails, once. */
    RETRIABLE,
    /** One call takes effect and nobody hears of it. */
    UNHEARD,
    /** Every call of that kind fails from then on. */
    AWAY,
    /** One call fails for good. */
    PERMANENT,
    /** The job cannot go on. */
    FATAL
  }

  /** The process is gone. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
      super("the process died", null, false, false);
    }
  }

  /** Lets it happen to this job in its next run; what it returns runs before each commit. */
  public Runnable befall(Job job) {
    AtomicInteger moments = new AtomicInteger();
    Moments.Step step = moment -> strike(moment, moments);
    job.source.moments.add(step);
    job.sink.moments.add(step);
    return () -> {
      if (kind == Kind.CRASH && moments.incrementAndGet() >= moment) {
        throw new Crash();
      }
    };
  }

  private void strike(String what, AtomicInteger moments) throws ConnectorException {
    int now = moments.incrementAndGet();
    if (kind == Kind.CRASH && now >= moment) {
      throw new Crash();
    }
    if (kind == Kind.AWAY && now >= moment) {
      throw retriable(what, "the server is away");
    }
    if (now == moment) {
      strikeOnce(what);
    }
  }

  private void strikeOnce(String what) throws ConnectorException {
    if (what.equals("after put") && (kind == Kind.PERMANENT || kind == Kind.FATAL)) {
      throw retriable(what, "an answer that nobody could read");
    }
    switch (kind) {
      case RETRIABLE -> throw retriable(what, "a passing fault");
      case UNHEARD -> throw RetriableException.outcomeUnknown("reset", null);
      case PERMANENT -> throw PermanentException.failed("a lasting fault at " + what, null);
      case FATAL ->
          throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
      default -> {
        // Nothing goes wrong, or it has been dealt with.
      }
    }
  }

  // What fails after its effect has an unknown outcome; a connector that calls it undone lies.
  private static RetriableException retriable(String moment, String why) {
    return moment.startsWith("after ")
        ? RetriableException.outcomeUnknown(why, null)
        : new RetriableException(why, null);
  }
}
