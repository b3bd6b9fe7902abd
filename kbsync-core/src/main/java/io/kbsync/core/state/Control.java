package io.kbsync.core.state;

import java.time.Instant;
import java.util.List;
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

  private static final String LAST_WHOLE = "lastWhole";
  private static final String CUT_SHORT = "cutShort";
  private static final String FOUND_ROOTS = "foundRoots";
  private static final String LARGEST = "largest";
  private static final String BEFORE_ADDITIONS = "beforeAdditions";
  private static final String FIRST_SYNC = "firstSync";

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

  /** The roots that the names of the configuration led to, when they were last looked up. */
  public Optional<FoundRoots> foundRoots() {
    return runs.value(FOUND_ROOTS).flatMap(FoundRoots::read);
  }

  /** Null: they are to be looked up again. */
  public void foundRoots(@Nullable FoundRoots roots) {
    runs.keep(FOUND_ROOTS, roots == null ? null : roots.write());
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

  /** The size in bytes beyond which the last run skipped files. */
  public Optional<Long> largest() {
    return runs.value(LARGEST).map(Long::valueOf);
  }

  public void largest(long bytes) {
    runs.keep(LARGEST, Long.toString(bytes));
  }

  /** Whether a sync of this job has come through, so that it knows what a usual one brings. */
  public boolean isFirstSyncDone() {
    return runs.value(FIRST_SYNC).isPresent();
  }

  public void firstSyncDone() {
    runs.keep(FIRST_SYNC, "done");
  }

  /** How many files stood in the sink when new ones began to wait for a person; empty: none do. */
  public Optional<Long> beforeAdditions() {
    return runs.value(BEFORE_ADDITIONS).map(Long::valueOf);
  }

  /** Null: none wait any more. */
  public void beforeAdditions(@Nullable Long files) {
    runs.keep(BEFORE_ADDITIONS, files == null ? null : files.toString());
  }

  /** When the last listing of all roots began that came to its end, and what it cost. */
  public Optional<WholeListing> lastWhole() {
    return runs.value(LAST_WHOLE).flatMap(WholeListing::read);
  }

  public void lastWhole(WholeListing listing) {
    runs.keep(CUT_SHORT, null);
    runs.keep(LAST_WHOLE, listing.began() + " " + listing.calls());
  }

  /** A listing of all roots did not come to its end, after about so many requests. */
  public void cutShort(Instant began, long calls) {
    Listings before = listings();
    long most = Math.max(before.calls(), calls);
    runs.keep(CUT_SHORT, began + " " + (before.cutShort() + 1) + " " + most);
  }

  /** What the full listings so far, in whichever process, tell about the next one. */
  public Listings listings() {
    return runs.value(CUT_SHORT)
        .map(Listings::read)
        .orElseGet(
            () ->
                lastWhole()
                    .map(whole -> new Listings(whole.began(), 0, whole.calls()))
                    .orElseGet(() -> new Listings(null, 0, 0)));
  }

  /**
   * What is known of full listings.
   *
   * @param last when the last one began; null: there was none
   * @param cutShort how many of the last ones, in a row, did not come to their end
   * @param calls about how many requests one costs; 0: not known
   */
  public record Listings(@Nullable Instant last, int cutShort, long calls) {

    private static Listings read(String text) {
      List<String> parts = List.of(text.split(" "));
      return new Listings(
          Instant.parse(parts.get(0)),
          Integer.parseInt(parts.get(1)),
          Long.parseLong(parts.get(2)));
    }
  }

  /**
   * A listing of all roots that came to its end.
   *
   * @param calls about how many requests it cost
   */
  public record WholeListing(Instant began, long calls) {

    private static Optional<WholeListing> read(String text) {
      List<String> parts = List.of(text.split(" "));
      return parts.size() == 2
          ? Optional.of(new WholeListing(Instant.parse(parts.get(0)), Long.parseLong(parts.get(1))))
          : Optional.empty();
    }
  }
}
