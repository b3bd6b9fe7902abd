package io.kbsync.testkit.http;

import java.time.Duration;

/** Something that goes wrong with one request. */
public sealed interface Fault {

  /** This answer instead of the work. */
  record Answer(SimResponse response) implements Fault {}

  /** The connection is reset; nothing is done, no byte is answered. */
  record Reset() implements Fault {}

  /** The work is done, the connection is reset, no byte is answered. */
  record Unanswered() implements Fault {}

  /** The work is done; the connection is reset in the middle of the answer's body. */
  record ResetInBody() implements Fault {}

  /** The work is done; half of the body comes under the whole length, then the connection ends. */
  record Truncated() implements Fault {}

  /** Nothing is done; no byte comes until either side closes the connection. */
  record Hang() implements Fault {}

  /** The work is done; the body comes in portions of so many bytes, one each period. */
  record Drip(long bytes, Duration period) implements Fault {}

  /** The work is done at once; the answer comes this much later. */
  record Delay(Duration duration) implements Fault {}

  /** Both hooks run on the thread of the request, around the work; all else is as usual. */
  record Run(Runnable before, Runnable after) implements Fault {}

  /**
   * The hook runs on the thread of the request instead of the work; then the connection is reset.
   */
  record Instead(Runnable hook) implements Fault {}

  /**
   * The server goes away: the connection is reset, nothing is done, and no connection is accepted
   * any more until it comes back, see {@link SimulatorServer#comeBack}.
   */
  record Away() implements Fault {}

  /** An answer with this status and a short text, as a proxy gives it. */
  static Fault status(int status) {
    return new Answer(
        SimResponse.html(status, "<html><body><h1>" + status + "</h1></body></html>"));
  }

  static Fault answer(SimResponse response) {
    return new Answer(response);
  }

  static Fault reset() {
    return new Reset();
  }

  static Fault away() {
    return new Away();
  }

  static Fault unanswered() {
    return new Unanswered();
  }

  static Fault resetInBody() {
    return new ResetInBody();
  }

  static Fault truncated() {
    return new Truncated();
  }

  static Fault hang() {
    return new Hang();
  }

  static Fault drip(long bytes, Duration period) {
    return new Drip(bytes, period);
  }

  static Fault delay(Duration duration) {
    return new Delay(duration);
  }

  /** Runs something when the request has been read, before its work is done. */
  static Fault before(Runnable hook) {
    return new Run(hook, () -> {});
  }

  /** Runs something when the work is done, before the answer is sent. */
  static Fault after(Runnable hook) {
    return new Run(() -> {}, hook);
  }

  /** Runs something instead of the work, and resets the connection. */
  static Fault instead(Runnable hook) {
    return new Instead(hook);
  }
}
