package io.kbsync.core.plan;

import io.kbsync.api.PermanentException;
import io.kbsync.api.plan.Change;
import io.kbsync.api.plan.Recorded;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.sink.Refusal;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Trouble;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * From the plan's policy to what is done: what cannot go through is not tried, what failed waits
 * for its time, and what cannot be trusted yet is compared when it is due. Does no I/O.
 */
public final class Decider {

  private final SyncPlan plan;
  private final Sink sink;
  private final long largest;

  /**
   * @param sink asked only what it refuses
   * @param largest in bytes; larger files are skipped
   */
  public Decider(SyncPlan plan, Sink sink, long largest) {
    this.plan = plan;
    this.sink = sink;
    this.largest = largest;
  }

  public Decision decide(ListedFile listed, @Nullable FileRow known, Instant now) {
    RemoteFile file = listed.file();
    if (file.skipReason().isPresent()) {
      return skip(file.skipReason().get());
    }
    if (known != null && known.replacing()) {
      return new Decision.Postponed();
    }
    Change change = planned(listed, known, now);
    if (change instanceof Change.Skip) {
      return new Decision.Nothing();
    }
    if (change instanceof Change.Relabel relabel) {
      return new Decision.Relabel(relabel.reason());
    }
    Optional<Decision> waiting = waiting(file, known, now);
    return waiting.isPresent() ? waiting.get() : fetch(file, change);
  }

  private Change planned(ListedFile listed, @Nullable FileRow known, Instant now) {
    Optional<Recorded> recorded = known == null ? Optional.empty() : known.recorded();
    Change change = plan.decide(listed.file(), listed.path(), recorded);
    boolean due = known != null && known.nextCheck() != null && !known.nextCheck().isAfter(now);
    return due && change instanceof Change.Skip && mindsChanges(listed, recorded)
        ? new Change.Check("its revision cannot be trusted yet")
        : change;
  }

  // A plan that leaves even changed files alone has nothing to compare them for.
  private boolean mindsChanges(ListedFile listed, Optional<Recorded> recorded) {
    Optional<Recorded> untrusted = recorded.map(Decider::untrusted);
    return !(plan.decide(listed.file(), listed.path(), untrusted) instanceof Change.Skip);
  }

  private static Recorded untrusted(Recorded known) {
    return new Recorded(
        known.id(),
        Revision.of("untrusted", ""),
        known.rendition(),
        known.wanted(),
        known.name(),
        known.path(),
        known.adopted());
  }

  private static Optional<Decision> waiting(RemoteFile file, @Nullable FileRow known, Instant now) {
    Trouble trouble = known == null ? null : known.trouble();
    if (trouble == null
        || !trouble.revision().equals(file.revision().toString())
        || !trouble.nextTry().isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(new Decision.Report(trouble.outcome(), trouble.reason()));
  }

  private Decision fetch(RemoteFile file, Change change) {
    OptionalLong size = file.size();
    if (size.isPresent() && size.getAsLong() > largest) {
      return skip("larger than maxFileSize (" + size.getAsLong() + " bytes)");
    }
    Optional<Refusal> refusal = Optional.empty();
    for (Rendition rendition : file.renditions()) {
      refusal = sink.refuses(file, rendition);
      if (refusal.isEmpty()) {
        return new Decision.Fetch(change, rendition);
      }
    }
    return skip(refusal.map(Refusal::reason).orElse("the source has no form of it to give"));
  }

  private static Decision skip(String reason) {
    return new Decision.Report(PermanentException.Outcome.SKIPPED, reason);
  }
}
