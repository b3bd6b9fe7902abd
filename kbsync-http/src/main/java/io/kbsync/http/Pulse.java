package io.kbsync.http;

import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/**
 * Lets Okio's watchdog sleep. It is woken for each deadline that is the next one of all, and with
 * few connections that is each piece of 8 KiB that is read. This deadline, which means nothing, is
 * always the next one.
 */
final class Pulse extends AsyncTimeout implements AutoCloseable {

  /** Shorter than any time limit that people set. */
  private static final long SECONDS = 2;

  private boolean closed;

  private Pulse() {
    timeout(SECONDS, TimeUnit.SECONDS);
  }

  static Pulse start() {
    Pulse pulse = new Pulse();
    pulse.enter();
    return pulse;
  }

  @Override
  protected synchronized void timedOut() {
    exit();
    if (!closed) {
      enter();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    exit();
  }
}
