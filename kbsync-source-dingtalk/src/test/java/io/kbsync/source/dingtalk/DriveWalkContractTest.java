package io.kbsync.source.dingtalk;

import io.kbsync.api.source.Root;
import io.kbsync.testkit.contract.SourceContract;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Quirks;

/** Where an organisation cannot list a space as a whole. */
class DriveWalkContractTest extends SourceContract {

  @Override
  protected Fixture open() throws Exception {
    Simulated simulated = new Simulated();
    simulated.dingTalk.quirks().listAll(Quirks.ListAll.DENIED);
    DriveSpace space = simulated.dingTalk.world().addSpace("Files");
    Root root = Simulated.rootOf(space);
    return new EntryFixture(simulated, root, space.root());
  }
}
