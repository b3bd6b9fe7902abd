package io.kbsync.core;

import io.kbsync.core.state.Runs;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands.
 *
 * @param job its name
 * @param holder the process that runs it, as it describes itself; null: none does
 * @param paused a person has paused it
 * @param lastRun its last run that ended; null: none has
 * @param nextRun when the running process begins the next one; null: not planned
 * @param files how many files stand in the sink
 * @param indexing how many documents are not indexed yet
 * @param heldRemovals how many removals wait for a person
 */
public record JobStatus(
    String job,
    @Nullable String holder,
    boolean paused,
    Runs.@Nullable PastRun lastRun,
    @Nullable Instant nextRun,
    long files,
    long indexing,
    long heldRemovals) {

  /** The process that runs it. */
  public Optional<String> runningAs() {
    return Optional.ofNullable(holder);
  }

  /** Its last run that ended. */
  public Optional<Runs.PastRun> lastRunEnded() {
    return Optional.ofNullable(lastRun);
  }

  /** When the next run begins. */
  public Optional<Instant> nextRunAt() {
    return Optional.ofNullable(nextRun);
  }
}
