package io.kbsync.core.plan;

import io.kbsync.api.plan.Change;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.Recorded;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.util.Optional;

/** As mirror, but nothing is ever removed. */
final class Update implements SyncPlan {

  private final Mirror mirror = new Mirror();

  @Override
  public Change decide(RemoteFile listed, SourcePath path, Optional<Recorded> recorded) {
    return mirror.decide(listed, path, recorded);
  }

  @Override
  public Departure vanished(Recorded recorded) {
    return Departure.KEEP;
  }
}
