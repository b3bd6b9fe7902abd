package io.kbsync.source.dingtalk;

import io.kbsync.api.source.Root;
import io.kbsync.testkit.contract.SourceContract;
import io.kbsync.testkit.dingtalk.KnowledgeBase;

class WikiContractTest extends SourceContract {

  @Override
  protected Fixture open() throws Exception {
    Simulated simulated = new Simulated();
    KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");
    Root root = Simulated.rootOf(base);
    return new EntryFixture(simulated, root, base.root());
  }
}
