package io.kbsync.source.dingtalk.browser;

/** Says to the work on the browser's thread that nobody waits for it any more. Thread-safe. */
final class Stop {

  private volatile boolean set;

  void set() {
    set = true;
  }

  void check() throws InterruptedException {
    if (set) {
      throw new InterruptedException("cancelled");
    }
  }
}
