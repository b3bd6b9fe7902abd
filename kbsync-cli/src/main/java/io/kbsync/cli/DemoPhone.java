package io.kbsync.cli;

import io.kbsync.testkit.dingtalk.web.DocsWeb;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A person who sees each code that a login shows, takes out a phone and scans it. */
final class DemoPhone implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DemoPhone.class);
  private static final Duration TO_TAKE_IT_OUT = Duration.ofSeconds(4);
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private final DocsWeb web;
  private final Thread person = new Thread(this::scanAll, "kbsync-demo-phone");

  private DemoPhone(DocsWeb web) {
    this.web = web;
  }

  /** From now on, until it is closed. */
  static DemoPhone of(DocsWeb web) {
    DemoPhone phone = new DemoPhone(web);
    phone.person.setDaemon(true);
    phone.person.start();
    return phone;
  }

  private void scanAll() {
    try {
      while (true) {
        if (web.awaitCode(A_WHILE)) {
          Thread.sleep(TO_TAKE_IT_OUT.toMillis());
          scan();
        }
      }
    } catch (InterruptedException e) {
      log.trace("The demonstration is over", e);
    }
  }

  private void scan() {
    try {
      web.scan(web.user());
    } catch (IllegalStateException e) {
      log.debug("The code was renewed meanwhile", e);
    }
  }

  @Override
  public void close() {
    person.interrupt();
  }
}
