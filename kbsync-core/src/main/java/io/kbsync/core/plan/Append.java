package io.kbsync.core.plan;

import io.kbsync.api.plan.Change;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.Recorded;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.util.Optional;

/** New files are stored; what stands in the sink stays as it is. */
final class Append implements SyncPlan {

  @Override
  public Change decide(RemoteFile listed, SourcePath path, Optional<Recorded> recorded) {
    return recorded.isEmpty() ? new Change.Store("new") : new Change.Skip("stored before");
  }

  @Override
  public Departure vanished(Recorded recorded) {
    return Departure.KEEP;
  }
}
