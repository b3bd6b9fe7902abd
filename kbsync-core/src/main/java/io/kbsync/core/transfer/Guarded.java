package io.kbsync.core.transfer;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.FileId;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.StateFailure;
import io.kbsync.core.state.Trouble;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of a file so that whatever it meets stays its own: the verdict is recorded and
 * reported, and the others go on. Thread-safe.
 */
public final class Guarded {

  private static final Logger log = LoggerFactory.getLogger(Guarded.class);

  private final Workplace at;
  private final Map<String, String> closedLanes = new ConcurrentHashMap<>();
  private final Map<FileId, String> troubled = new ConcurrentHashMap<>();
  private final Turns turns = new Turns();

  public Guarded(Workplace at) {
    this.at = at;
  }

  /** A step of one file. */
  @FunctionalInterface
  public interface Step {
    void run() throws ConnectorException, InterruptedException;
  }

  /** Why nothing travels on this lane any more in this run. */
  public Optional<String> closed(String lane) {
    return Optional.ofNullable(closedLanes.get(lane));
  }

  /** Runs the step, unless the run is over. */
  public void run(FileId file, String path, String revision, Step step)
      throws InterruptedException {
    if (at.abort().isOn()) {
      return;
    }
    try {
      step.run();
    } catch (FatalException e) {
      at.abort().because(e);
    } catch (StateFailure e) {
      at.abort().because(new FatalException(FatalException.Kind.UNREACHABLE, e.getMessage(), e));
    } catch (ConnectorException | RuntimeException e) {
      if (!at.abort().isOn()) {
        note(file, path, revision, e);
      }
    }
  }

  /** Who settles which document of a file stays. */
  Turns turns() {
    return turns;
  }

  private void note(FileId file, String path, String revision, Exception e) {
    if (e instanceof ContentRefusedException refusal) {
      refused(file, path, revision, refusal.getMessage());
    } else if (e instanceof PermanentException verdict) {
      trouble(file, path, revision, verdict.outcome(), verdict.getMessage());
    } else if (e instanceof LaneClosedException closed) {
      closedLanes.put(closed.lane(), closed.getMessage());
      trouble(file, path, revision, Outcome.NEEDS_LOGIN, closed.getMessage());
    } else if (e instanceof RetriableException) {
      trouble(file, path, revision, Outcome.FAILED, String.valueOf(e.getMessage()));
    } else {
      log.error("A defect of KBSync or a plugin met '{}'", path, e);
      trouble(file, path, revision, Outcome.FAILED, "a defect of KBSync or a plugin: " + e);
    }
  }

  /** Records and reports that a file did not go through. */
  public void trouble(FileId file, String path, String revision, Outcome outcome, String reason) {
    Instant now = at.clock().instant();
    int attempts = attempts(file, revision);
    Instant next = outcome == Outcome.NEEDS_LOGIN ? now : RetrySchedule.next(attempts, now);
    record(file, path, new Trouble(outcome, reason, attempts, next, revision));
  }

  private void refused(FileId file, String path, String revision, String reason) {
    int attempts = attempts(file, revision);
    Instant next = RetrySchedule.nextAfterRefusal(attempts, at.clock().instant());
    record(file, path, new Trouble(Outcome.SKIPPED, reason, attempts, next, revision));
  }

  /** In how many runs this revision was tried, this one included. */
  private int attempts(FileId file, String revision) {
    Optional<FileRow> row = at.state().files().find(file);
    Trouble before = row.map(FileRow::trouble).orElse(null);
    return before != null && before.revision().equals(revision) ? before.attempts() + 1 : 1;
  }

  private void record(FileId file, String path, Trouble trouble) {
    at.state().files().trouble(file, trouble);
    troubled.put(file, trouble.revision());
    at.tally().on(event(path, trouble.outcome(), trouble.reason()));
  }

  /** Whether the file met trouble in this run, last in this revision. */
  boolean troubled(FileId file, String revision) {
    return revision.equals(troubled.get(file));
  }

  /** How an outcome is told. */
  public static SyncEvent event(String path, Outcome outcome, String reason) {
    return switch (outcome) {
      case SKIPPED -> new SyncEvent.Skipped(path, reason);
      case FAILED -> new SyncEvent.Failed(path, reason);
      case NEEDS_LOGIN -> new SyncEvent.LoginNeeded(path, reason);
    };
  }
}
