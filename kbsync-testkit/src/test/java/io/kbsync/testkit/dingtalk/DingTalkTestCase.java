package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator at rest on a Friday afternoon in Shanghai, and a client of it. */
abstract class DingTalkTestCase {

  protected TestClock clock;
  protected DingTalkSimulator dingTalk;
  protected DingTalkWorld world;
  protected ApiClient client;

  @BeforeEach
  final void start() {
    clock = TestClock.at("2026-03-06T08:33:28Z");
    dingTalk = DingTalkSimulator.builder().clock(clock).start();
    world = dingTalk.world();
    client = new ApiClient(dingTalk);
  }

  @AfterEach
  final void stop() {
    client.close();
    dingTalk.close();
  }
}
