package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.TestClock;
import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A knowledge base, and a client that is not yet logged in. */
abstract class DocsTestCase {

  protected TestClock clock;
  protected DingTalkSimulator dingTalk;
  protected DocsWeb web;
  protected KnowledgeBase base;
  protected DocsClient client;

  @BeforeEach
  final void start() {
    clock = TestClock.at("2026-03-06T08:33:28Z");
    dingTalk = DingTalkSimulator.builder().clock(clock).start();
    web = dingTalk.web();
    base = dingTalk.world().addKnowledgeBase("手册");
    client = new DocsClient(dingTalk.docsUrl(), web);
  }

  @AfterEach
  final void stop() {
    dingTalk.close();
  }

  final Map<String, Object> info(Entry entry) throws Exception {
    return DocsClient.data(
        client.get("/box/api/v2/dentry/info?dentryUuid=" + entry.uuid(), Map.of()));
  }

  /** What the calls about this document's content carry. */
  final Map<String, String> keys(Entry entry) throws Exception {
    Map<String, Object> info = info(entry);
    return Map.of(
        "a-dentry-key", String.valueOf(info.get("dentryKey")),
        "a-doc-key", String.valueOf(info.get("docKey")),
        "A-Token", client.token());
  }
}
