package io.kbsync.testkit.dingtalk.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who is logged in, by the value of the cookie {@code doc_atoken}. Thread-safe. */
final class Sessions {

  /** How long DingTalk remembers a browser that was told to. */
  static final Duration REMEMBERED = Duration.ofDays(30);

  private static final Duration USUAL = Duration.ofDays(7);

  /**
   * A browser that is logged in.
   *
   * @param accessToken what its calls may send as {@code A-Token} instead of the cookie
   */
  record Session(WebAccount account, String token, String accessToken, Instant endsAt) {
    @Override
    public String toString() {
      return "session of " + account.userId();
    }
  }

  private final Clock clock;
  private final Secrets secrets;
  private final Map<String, Session> byToken = new HashMap<>();

  Sessions(Clock clock, Secrets secrets) {
    this.clock = clock;
    this.secrets = secrets;
  }

  synchronized Session open(WebAccount account, boolean remembered) {
    Session session =
        new Session(
            account,
            secrets.next("doc-atoken"),
            secrets.next("access-token"),
            clock.instant().plus(remembered ? REMEMBERED : USUAL));
    byToken.put(session.token(), session);
    return session;
  }

  synchronized Optional<Session> find(String token) {
    return Optional.ofNullable(byToken.get(token))
        .filter(session -> clock.instant().isBefore(session.endsAt()));
  }

  synchronized void endAll() {
    byToken.clear();
  }
}
