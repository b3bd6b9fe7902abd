package io.kbsync.api.plan;

import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.util.Optional;

/** The policy of one job. Pure: the same arguments give the same answer; no I/O, no clock. */
public interface SyncPlan {

  /**
   * What to do with a wanted file.
   *
   * @param recorded what was stored under its id; empty when nothing was
   */
  Change decide(RemoteFile listed, SourcePath path, Optional<Recorded> recorded);

  /**
   * What to do with a stored file that a complete listing of its root no longer shows, or that the
   * filters exclude now. The engine removes it only after its guard agrees.
   */
  Departure vanished(Recorded recorded);

  /**
   * The policy of the passes that follow a complete one, in the same process. A root that the
   * source refuses makes no pass incomplete here, or one would wait for it for ever.
   */
  default SyncPlan afterCompletePass() {
    return this;
  }
}
