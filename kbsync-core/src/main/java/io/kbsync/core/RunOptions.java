package io.kbsync.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one run.
 *
 * @param dryRun list and decide, but write nothing to the sink
 * @param readSink compare the record with all that the sink holds, whether or not that is due
 * @param allowAdditions store new files however many they are
 * @param indexStall how long to wait for the sink's indexing while nothing finishes
 * @param until when to stop waiting for the sink's indexing at the latest; null: no such time
 */
public record RunOptions(
    boolean dryRun,
    boolean readSink,
    boolean allowAdditions,
    Duration indexStall,
    @Nullable Instant until) {

  private static final Duration STALL = Duration.ofMinutes(30);

  /** One pass that waits until everything is searchable, or nothing moves for 30 minutes. */
  public static RunOptions once() {
    return new RunOptions(false, false, false, STALL, null);
  }

  /** One pass of many: what is not searchable by {@code next} is followed up by the next pass. */
  public static RunOptions pass(Instant next) {
    return new RunOptions(false, false, false, STALL, next);
  }

  /** One pass that writes nothing. */
  public static RunOptions rehearsal() {
    return new RunOptions(true, false, false, STALL, null);
  }

  /** The same, with a reading of all that the sink holds. */
  public RunOptions withReading() {
    return new RunOptions(dryRun, true, allowAdditions, indexStall, until);
  }

  /** The same, with any number of new files. */
  public RunOptions withAdditions() {
    return new RunOptions(dryRun, readSink, true, indexStall, until);
  }

  /** When to stop waiting for the sink's indexing at the latest. */
  public Optional<Instant> indexUntil() {
    return Optional.ofNullable(until);
  }
}
