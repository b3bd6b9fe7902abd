package io.kbsync.source.dingtalk;

import io.kbsync.api.Interaction;
import io.kbsync.source.dingtalk.browser.QrPictures;
import io.kbsync.testkit.dingtalk.web.DocsWeb;
import io.kbsync.testkit.dingtalk.web.WebAccount;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person with a phone who scans every code that is shown. */
final class Phone implements Interaction {

  private final DocsWeb web;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Queue<WebAccount> next = new ArrayDeque<>();
  private WebAccount account;

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

  /** What people were asked for. */
  List<String> asked() {
    return asked;
  }

  @Override
  public Prompt open(String text) {
    asked.add(text);
    return new Prompt() {
      @Override
      public Answer answer() {
        return Answer.WAITING;
      }

      @Override
      public void showQr(byte[] png) {
        web.scan(QrPictures.read(png), account);
        if (!next.isEmpty()) {
          account = next.remove();
        }
      }

      @Override
      public void close() {}
    };
  }
}
