package io.kbsync.source.dingtalk;

import io.kbsync.api.source.Root;
import io.kbsync.testkit.contract.SourceContract;
import io.kbsync.testkit.dingtalk.DriveSpace;

class DriveContractTest extends SourceContract {

  @Override
  protected Fixture open() throws Exception {
    Simulated simulated = new Simulated();
    simulated.values.put("dingDingEvents", "true");
    DriveSpace space = simulated.dingTalk.world().addSpace("Files");
    Root root = Simulated.rootOf(space);
    return new EntryFixture(simulated, root, space.root());
  }
}
