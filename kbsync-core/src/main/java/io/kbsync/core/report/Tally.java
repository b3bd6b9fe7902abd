package io.kbsync.core.report;

import io.kbsync.api.FatalException;
import io.kbsync.core.report.SyncReport.Note;
import io.kbsync.core.report.SyncReport.Notes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens in a run, and passes it on to whoever listens. Memory is bounded.
 * Thread-safe.
 */
public final class Tally implements SyncListener {

  private static final int NOTES_KEPT = 1_000;

  private final SyncListener next;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong unchanged = new AtomicLong();
  private final Map<String, Long> excluded = new TreeMap<>();
  private final NoteList skipped = new NoteList();
  private final NoteList failed = new NoteList();
  private final NoteList loginNeeded = new NoteList();
  private final NoteList heldBack = new NoteList();
  private final NoteList textOnly = new NoteList();
  private final NoteList notSearchable = new NoteList();
  private final List<String> warnings = new ArrayList<>();
  private long listed;
  private long pages;
  private long stored;
  private long replaced;
  private long relabelled;
  private long removed;
  private long adopted;
  private long checked;
  private long additionsHeldBack;
  private @Nullable FatalException fatal;
  private boolean stopped;

  public Tally(SyncListener next) {
    this.next = next;
  }

  @Override
  public void on(SyncEvent event) {
    if (event instanceof SyncEvent.Received received) {
      bytes.addAndGet(received.bytes());
    } else {
      count(event);
    }
    next.on(event);
  }

  /** Files with nothing to do. */
  public void unchanged(long files) {
    unchanged.addAndGet(files);
  }

  /** A document that stands in the sink and cannot be found there. */
  public synchronized void notSearchable(String path, String reason) {
    notSearchable.add(path, reason);
  }

  /** The job cannot go on; the first reason is the one that is told. */
  public synchronized void fatal(FatalException reason) {
    if (fatal == null) {
      fatal = reason;
    }
  }

  /** How many files did not go through so far, and roots that could not be listed. */
  public synchronized long failures() {
    return failed.count;
  }

  /** How many steps the listings took so far. */
  public synchronized long pages() {
    return pages;
  }

  /** A person stopped the run. */
  public synchronized void stopped() {
    stopped = true;
  }

  /** What the run did. */
  public synchronized SyncReport report(
      String job,
      Instant started,
      Instant ended,
      boolean look,
      boolean dryRun,
      long indexing,
      Map<String, Long> sourceCalls,
      Map<String, Long> sinkCalls) {
    return new SyncReport(
        job,
        started,
        ended,
        look,
        dryRun,
        new SyncReport.Counts(
            listed,
            stored,
            replaced,
            relabelled,
            removed,
            adopted,
            unchanged.get(),
            checked,
            indexing,
            bytes.get(),
            pages),
        excluded,
        skipped.notes(),
        failed.notes(),
        loginNeeded.notes(),
        notSearchable.notes(),
        heldBack.notes(),
        additionsHeldBack,
        textOnly.notes(),
        warnings,
        sourceCalls,
        sinkCalls,
        fatal == null
            ? null
            : new SyncReport.Fatal(fatal.kind(), fatal.getMessage(), fatal.until().orElse(null)),
        stopped);
  }

  private synchronized void count(SyncEvent event) {
    if (event instanceof SyncEvent.PageListed page) {
      listed = page.listed();
      pages++;
    } else if (event instanceof SyncEvent.Stored) {
      stored++;
    } else if (event instanceof SyncEvent.Replaced) {
      replaced++;
    } else if (event instanceof SyncEvent.Relabelled) {
      relabelled++;
    } else if (event instanceof SyncEvent.Removed) {
      removed++;
    } else if (event instanceof SyncEvent.Adopted) {
      adopted++;
    } else if (event instanceof SyncEvent.Unchanged) {
      checked++;
    } else if (event instanceof SyncEvent.AdditionsHeldBack e) {
      additionsHeldBack += e.files();
    } else {
      note(event);
    }
  }

  private void note(SyncEvent event) {
    if (event instanceof SyncEvent.Excluded e) {
      excluded.merge(e.by(), 1L, Long::sum);
    } else if (event instanceof SyncEvent.Skipped e) {
      skipped.add(e.path(), e.reason());
    } else if (event instanceof SyncEvent.Failed e) {
      failed.add(e.path(), e.reason());
    } else if (event instanceof SyncEvent.LoginNeeded e) {
      loginNeeded.add(e.path(), e.reason());
    } else if (event instanceof SyncEvent.HeldBack e) {
      heldBack.add(e.path(), e.reason());
    } else if (event instanceof SyncEvent.TextOnly e) {
      textOnly.add(e.path(), e.reason());
    } else if (event instanceof SyncEvent.Warning e && warnings.size() < NOTES_KEPT) {
      warnings.add(e.text());
    }
  }

  private static final class NoteList {

    private final List<Note> kept = new ArrayList<>();
    private long count;

    void add(String path, String reason) {
      count++;
      if (kept.size() < NOTES_KEPT) {
        kept.add(new Note(path, reason));
      }
    }

    Notes notes() {
      return new Notes(count, kept);
    }
  }
}
