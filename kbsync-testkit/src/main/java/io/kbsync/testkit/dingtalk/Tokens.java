package io.kbsync.testkit.dingtalk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The access token of the one application. Thread-safe. */
final class Tokens {

  static final Duration LIFE = Duration.ofHours(2);

  private final Clock clock;
  private int issued;
  private @Nullable String current;
  private Instant expiresAt = Instant.MIN;

  Tokens(Clock clock) {
    this.clock = clock;
  }

  /** The same token while it is valid, with its life extended; a new one afterwards. */
  synchronized String issue() {
    String token = current;
    if (token == null || !isValid(token)) {
      issued++;
      token = Ids.letters("token " + issued, 32).toLowerCase(Locale.ROOT);
      current = token;
    }
    expiresAt = clock.instant().plus(LIFE);
    return token;
  }

  synchronized boolean isValid(String token) {
    return token.equals(current) && clock.instant().isBefore(expiresAt);
  }

  synchronized void invalidate() {
    current = null;
  }
}
