package io.kbsync.core.plan;

import io.kbsync.api.plan.Change;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.Recorded;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.util.Optional;

/** As mirror, and every file is fetched and compared, whatever its revision says. */
final class Refresh implements SyncPlan {

  private final Mirror mirror = new Mirror();

  @Override
  public Change decide(RemoteFile listed, SourcePath path, Optional<Recorded> recorded) {
    Change change = mirror.decide(listed, path, recorded);
    return change instanceof Change.Skip || change instanceof Change.Relabel
        ? new Change.Check("everything is compared")
        : change;
  }

  @Override
  public Departure vanished(Recorded recorded) {
    return Departure.REMOVE;
  }

  @Override
  public SyncPlan afterCompletePass() {
    return mirror;
  }
}
