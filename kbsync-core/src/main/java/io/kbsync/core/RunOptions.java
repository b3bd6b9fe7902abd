package io.kbsync.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one run.
 *
 * @param look see only what the source knows to have changed since the last pass, where it can
 *     tell; roots without such a look are left alone. Nothing is removed, nothing counts as
 *     complete
 * @param dryRun list and decide, but write nothing to the sink
 * @param readSink compare the record with all that the sink holds, whether or not that is due
 * @param allowAdditions store new files however many they are
 * @param indexStall how long to wait for the sink's indexing while nothing finishes
 * @param until when to stop waiting for the sink's indexing at the latest; null: no such time
 */
public record RunOptions(
    boolean look,
    boolean dryRun,
    boolean readSink,
    boolean allowAdditions,
    Duration indexStall,
    @Nullable Instant until) {

  private static final Duration STALL = Duration.ofMinutes(30);

  /** One pass that waits until everything is searchable, or nothing moves for 30 minutes. */
  public static RunOptions once() {
    return new RunOptions(false, false, false, false, STALL, null);
  }

  /** One pass of many: what is not searchable by {@code next} is followed up by the next pass. */
  public static RunOptions pass(Instant next) {
    return new RunOptions(false, false, false, false, STALL, next);
  }

  /** A quick look between two passes; what is not searchable by {@code next} is followed up. */
  public static RunOptions look(Instant next) {
    return new RunOptions(true, false, false, false, STALL, next);
  }

  /** One pass that writes nothing. */
  public static RunOptions rehearsal() {
    return new RunOptions(false, true, false, false, STALL, null);
  }

  /** The same, with a reading of all that the sink holds. */
  public RunOptions withReading() {
    return new RunOptions(look, dryRun, true, allowAdditions, indexStall, until);
  }

  /** The same, with any number of new files. */
  public RunOptions withAdditions() {
    return new RunOptions(look, dryRun, readSink, true, indexStall, until);
  }

  /** When to stop waiting for the sink's indexing at the latest. */
  public Optional<Instant> indexUntil() {
    return Optional.ofNullable(until);
  }
}
