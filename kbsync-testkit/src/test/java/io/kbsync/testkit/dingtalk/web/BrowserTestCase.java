package io.kbsync.testkit.dingtalk.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A knowledge base in a real Chromium. */
abstract class BrowserTestCase {

  protected static final String MORE = "[data-testid='doc-header-more-button']";

  protected static Chrome chrome;

  @TempDir protected Path folder;
  protected DingTalkSimulator dingTalk;
  protected DocsWeb web;
  protected KnowledgeBase base;
  protected BrowserContext context;
  protected Page page;

  @BeforeAll
  static void launch() {
    chrome = new Chrome();
  }

  @AfterAll
  static void quit() {
    chrome.close();
  }

  @BeforeEach
  void start() {
    dingTalk = DingTalkSimulator.builder().start();
    web = dingTalk.web();
    base = dingTalk.world().addKnowledgeBase("手册");
    context = chrome.open(null);
    page = context.newPage();
  }

  @AfterEach
  void stop() {
    context.close();
    dingTalk.close();
  }

  protected final void logIn(Entry startAt) {
    web.scanEveryCode(web.user());
    page.navigate(url(startAt));
    page.waitForURL(url(startAt));
  }

  protected final String url(Entry entry) {
    return dingTalk.docsUrl() + "/i/nodes/" + entry.uuid();
  }

  protected static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }
}
