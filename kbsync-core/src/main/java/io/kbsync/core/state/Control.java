package io.kbsync.core.state;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people and the running process tell each other through the state, and what outlives a run.
 * Thread-safe.
 */
public final class Control {

  private static final String PAUSED = "paused";
  private static final String NEXT_RUN = "nextRun";
  private static final String ROOTS = "roots";
  private static final String DOCUMENTS = "documents";
  private static final String LAST_READING = "lastReading";
  private static final String EXISTING = "existing";

  private final Runs runs;

  Control(Runs runs) {
    this.runs = runs;
  }

  public boolean isPaused() {
    return runs.value(PAUSED).isPresent();
  }

  public void pause(boolean paused) {
    runs.keep(PAUSED, paused ? "yes" : null);
  }

  /** When the running process begins its next run. */
  public Optional<Instant> nextRun() {
    return runs.value(NEXT_RUN).map(Instant::parse);
  }

  public void nextRun(@Nullable Instant next) {
    runs.keep(NEXT_RUN, next == null ? null : next.toString());
  }

  /** The scopes a person chose last, as text; empty before the first choice. */
  public Optional<String> chosenRoots() {
    return runs.value(ROOTS);
  }

  public void chooseRoots(String text) {
    runs.keep(ROOTS, text);
  }

  /** How many documents the last run left in the sink; empty when it did not end well. */
  public Optional<Long> documentsLeft() {
    return runs.value(DOCUMENTS).map(Long::valueOf);
  }

  public void documentsLeft(@Nullable Long documents) {
    runs.keep(DOCUMENTS, documents == null ? null : documents.toString());
  }

  /** When the sink was last read as a whole. */
  public Optional<Instant> lastReading() {
    return runs.value(LAST_READING).map(Instant::parse);
  }

  public void lastReading(Instant when) {
    runs.keep(LAST_READING, when.toString());
  }

  /** What was decided about documents that stood in the sink before the first run. */
  public Optional<String> existing() {
    return runs.value(EXISTING);
  }

  public void existing(String policy) {
    runs.keep(EXISTING, policy);
  }
}
