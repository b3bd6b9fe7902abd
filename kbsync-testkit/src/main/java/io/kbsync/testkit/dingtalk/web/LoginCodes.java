package io.kbsync.testkit.dingtalk.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The QR codes of login pages, each good for one scan. Thread-safe. */
final class LoginCodes {

  /** How long a code can be scanned. */
  static final Duration LIFE = Duration.ofMinutes(3);

  /** What became of a code. */
  enum State {
    WAITING,
    SCANNED,
    EXPIRED
  }

  private record Code(Instant endsAt, boolean expired, @Nullable WebAccount scannedBy) {}

  private final Clock clock;
  private final Secrets secrets;
  private final Map<String, Code> codes = new LinkedHashMap<>();
  private final Map<String, WebAccount> tickets = new LinkedHashMap<>();
  private @Nullable String newest;
  private @Nullable WebAccount everyScan;

  LoginCodes(Clock clock, Secrets secrets) {
    this.clock = clock;
    this.secrets = secrets;
  }

  synchronized String show() {
    newest = secrets.next("login-code");
    codes.put(newest, new Code(clock.instant().plus(LIFE), false, everyScan));
    notifyAll();
    return newest;
  }

  synchronized Optional<String> newest() {
    return Optional.ofNullable(newest).filter(token -> state(token) == State.WAITING);
  }

  /** Waits for a code that can be scanned. */
  synchronized Optional<String> await(Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (newest().isEmpty()) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return Optional.empty();
      }
      wait(millis);
    }
    return newest();
  }

  synchronized boolean scan(String token, WebAccount account) {
    if (state(token) != State.WAITING) {
      return false;
    }
    change(token, code -> new Code(code.endsAt(), false, account));
    return true;
  }

  /** Every code that is shown from now on is scanned at once; null: none is. */
  synchronized void scanEvery(@Nullable WebAccount account) {
    this.everyScan = account;
  }

  synchronized void expireAll() {
    codes.replaceAll((token, code) -> new Code(code.endsAt(), true, code.scannedBy()));
  }

  synchronized State state(String token) {
    Code code = codes.get(token);
    if (code == null || code.expired() || !clock.instant().isBefore(code.endsAt())) {
      return State.EXPIRED;
    }
    return code.scannedBy() == null ? State.WAITING : State.SCANNED;
  }

  /** Makes a scanned code a ticket, with which the browser gets its session. */
  synchronized String ticketFor(String token) {
    Code code = codes.remove(token);
    if (code == null || code.scannedBy() == null) {
      throw new IllegalStateException("The code was not scanned");
    }
    String ticket = secrets.next("ticket");
    tickets.put(ticket, code.scannedBy());
    return ticket;
  }

  /** Whose ticket this is. It works once. */
  synchronized Optional<WebAccount> redeem(String ticket) {
    return Optional.ofNullable(tickets.remove(ticket));
  }

  private void change(String token, UnaryOperator<Code> change) {
    codes.computeIfPresent(token, (same, code) -> change.apply(code));
  }
}
