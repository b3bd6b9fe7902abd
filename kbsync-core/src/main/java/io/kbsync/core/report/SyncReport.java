package io.kbsync.core.report;

import io.kbsync.api.FatalException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run did.
 *
 * @param job the job's name
 * @param started when it began
 * @param ended when it ended
 * @param look only what changed last was looked at; removals, moves and renames were not
 * @param dryRun nothing was written: the counts say what would have been done
 * @param counts how many files or documents met with what
 * @param excluded by filter entry: how many files it excluded
 * @param skipped files that do not go through, nothing being wrong
 * @param failed files that did not go through
 * @param loginNeeded files that need somebody's login
 * @param notSearchable documents that stand in the sink and cannot be found there
 * @param heldBack removals that wait
 * @param additionsHeldBack how many new files wait for a person
 * @param textOnly files of which only the text could be had
 * @param warnings what a person should know
 * @param sourceCalls requests to the source, by group
 * @param sinkCalls requests to the sink, by group
 * @param fatal why the job could not go on; null: it could
 * @param stopped a person stopped it
 */
public record SyncReport(
    String job,
    Instant started,
    Instant ended,
    boolean look,
    boolean dryRun,
    Counts counts,
    Map<String, Long> excluded,
    Notes skipped,
    Notes failed,
    Notes loginNeeded,
    Notes notSearchable,
    Notes heldBack,
    long additionsHeldBack,
    Notes textOnly,
    List<String> warnings,
    Map<String, Long> sourceCalls,
    Map<String, Long> sinkCalls,
    @Nullable Fatal fatal,
    boolean stopped) {

  public SyncReport {
    excluded = Map.copyOf(excluded);
    warnings = List.copyOf(warnings);
    sourceCalls = Map.copyOf(sourceCalls);
    sinkCalls = Map.copyOf(sinkCalls);
  }

  /**
   * Numbers of a run.
   *
   * @param listed files the listings showed, excluded ones included
   * @param stored new documents
   * @param replaced documents with newer content
   * @param relabelled documents with another name or metadata
   * @param removed documents that went
   * @param adopted documents that were found in the sink and taken for a file's own
   * @param unchanged files with nothing to do
   * @param checked files that were fetched and found unchanged
   * @param indexing documents the sink is still indexing
   * @param bytes content received from the source
   * @param pages steps of the listings, each of which costs about one request
   */
  public record Counts(
      long listed,
      long stored,
      long replaced,
      long relabelled,
      long removed,
      long adopted,
      long unchanged,
      long checked,
      long indexing,
      long bytes,
      long pages) {}

  /**
   * Files and what is said of each. Memory is bounded: beyond some number only the count goes on.
   *
   * @param count how many there are
   * @param entries the first of them
   */
  public record Notes(long count, List<Note> entries) {
    public Notes {
      entries = List.copyOf(entries);
    }
  }

  /** What is said of one file. */
  public record Note(String path, String reason) {}

  /** Why a job could not go on. */
  public record Fatal(FatalException.Kind kind, String message, @Nullable Instant until) {}

  /** Why the job could not go on, if so. */
  public Optional<Fatal> fatalEnd() {
    return Optional.ofNullable(fatal);
  }

  /** Whether anything moved. */
  public boolean changedAnything() {
    return counts.stored() + counts.replaced() + counts.relabelled() + counts.removed() > 0;
  }

  /** All requests to the source. */
  public long callsSpent() {
    return sourceCalls.values().stream().mapToLong(Long::longValue).sum();
  }
}
