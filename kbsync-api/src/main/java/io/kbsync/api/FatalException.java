package io.kbsync.api;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The job cannot go on: what is in flight ends, nothing new starts. */
public final class FatalException extends ConnectorException {

  /** Why the job cannot go on; decides the program's exit code. */
  public enum Kind {
    /** The server refuses a value of the configuration (a dataset, a root, a user). */
    REFUSED_VALUE,
    /** Key, client id or secret are wrong or expired. */
    CREDENTIALS,
    /** The application or account lacks a right that nothing works without. */
    PERMISSION,
    /** The calls of this month (or another paid measure) are used up. */
    QUOTA,
    /** A login by a person is needed for anything to work. */
    LOGIN,
    /** The server is away, or answers as something else would. */
    UNREACHABLE;

    /** Whether it may be over by itself, so that a service waits and tries again. */
    public boolean mayPass() {
      return this == QUOTA || this == UNREACHABLE;
    }
  }

  private final Kind kind;
  private final @Nullable Instant until;

  public FatalException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, null, cause);
  }

  private FatalException(
      Kind kind, String message, @Nullable Instant until, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.until = until;
  }

  /** The quota is spent and renews at {@code renewsAt}. */
  public static FatalException quota(String message, Instant renewsAt, @Nullable Throwable cause) {
    return new FatalException(Kind.QUOTA, message, renewsAt, cause);
  }

  public Kind kind() {
    return kind;
  }

  /** When it is worth trying again; empty when a person has to act first. */
  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }
}
