package io.kbsync.source.dingtalk;

import io.kbsync.api.Interaction;
import io.kbsync.source.dingtalk.browser.QrPictures;
import io.kbsync.testkit.dingtalk.web.DocsWeb;
import io.kbsync.testkit.dingtalk.web.WebAccount;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A person with a phone who scans every code that is shown. */
final class Phone implements Interaction {

  private final DocsWeb web;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Queue<WebAccount> next = new ArrayDeque<>();
  private final AtomicInteger codes = new AtomicInteger();
  private final CountDownLatch shown = new CountDownLatch(1);
  private WebAccount account;
  private Runnable beforeScan = () -> {};
  private volatile boolean absent;
  private volatile boolean saysDone;
  private volatile boolean unseen;

  Phone(DocsWeb web) {
    this.web = web;
    this.account = web.user();
  }

  void account(WebAccount value) {
    account = value;
  }

  /** Who scans the code after the first one. */
  void thenAccount(WebAccount value) {
    next.add(value);
  }

  /** The person does not look. */
  void absent(boolean value) {
    absent = value;
  }

  /** The first answer is that it is done, which it is not. */
  void sayDoneFirst() {
    saysDone = true;
  }

  /** Nobody is seen, though codes are looked at. */
  void unseen() {
    unseen = true;
  }

  /** Happens in place of the first scan. */
  void beforeScan(Runnable event) {
    beforeScan = event;
  }

  /** What people were asked for. */
  List<String> asked() {
    return asked;
  }

  /** How many codes were shown. */
  int codes() {
    return codes.get();
  }

  boolean awaitCode(long time, TimeUnit unit) throws InterruptedException {
    return shown.await(time, unit);
  }

  @Override
  public Prompt open(String text) {
    asked.add(text);
    boolean first = asked.size() == 1;
    return new Prompt() {
      @Override
      public Answer answer() {
        return unseen ? Answer.NOBODY : first && saysDone ? Answer.DONE : Answer.WAITING;
      }

      @Override
      public void showQr(byte[] png) {
        scan(png);
      }

      @Override
      public void close() {}
    };
  }

  private void scan(byte[] png) {
    boolean first = codes.incrementAndGet() == 1;
    shown.countDown();
    if (absent) {
      return;
    }
    Runnable event = first ? beforeScan : () -> {};
    event.run();
    String code = QrPictures.read(png);
    if (web.code().filter(code::equals).isEmpty()) {
      return;
    }
    web.scan(code, account);
    if (!next.isEmpty()) {
      account = next.remove();
    }
  }
}
