package io.kbsync.core.plan;

import io.kbsync.api.plan.Change;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.Recorded;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.util.Optional;

/** The sink holds what the source holds. */
final class Mirror implements SyncPlan {

  @Override
  public Change decide(RemoteFile listed, SourcePath path, Optional<Recorded> recorded) {
    if (recorded.isEmpty()) {
      return new Change.Store("new");
    }
    Recorded known = recorded.get();
    return switch (listed.revision().compareTo(known.revision())) {
      case DIFFERENT -> new Change.Replace("changed at the source");
      case UNKNOWN -> new Change.Check("the source marks its revisions in another way now");
      case SAME -> sameRevision(listed, path, known);
    };
  }

  @Override
  public Departure vanished(Recorded recorded) {
    return Departure.REMOVE;
  }

  private static Change sameRevision(RemoteFile listed, SourcePath path, Recorded known) {
    String wanted = listed.renditions().isEmpty() ? "" : listed.renditions().get(0).id();
    if (!known.adopted() && !wanted.equals(known.wanted())) {
      return new Change.Replace("wanted as " + wanted + " now");
    }
    if (!listed.name().equals(known.name())) {
      return new Change.Relabel("renamed");
    }
    if (!path.toString().equals(known.path())) {
      return new Change.Relabel("moved");
    }
    return new Change.Skip("unchanged");
  }
}
