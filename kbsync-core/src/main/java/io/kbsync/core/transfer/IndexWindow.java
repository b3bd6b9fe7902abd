package io.kbsync.core.transfer;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.Indexing;
import io.kbsync.api.source.FileId;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.state.IndexQueue;
import io.kbsync.core.state.StateFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has documents indexed, some at a time: a window that is refilled when half of it is done, started
 * and asked about in batches. Runs on a thread of its own. What it did not get to stays in the
 * state for the next run.
 */
public final class IndexWindow implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(IndexWindow.class);

  private static final Duration QUICKEST_LOOK = Duration.ofMillis(20);
  private static final Duration SLOWEST_LOOK = Duration.ofSeconds(20);
  private static final Duration SHORTEST_GATHERING = Duration.ofSeconds(1);
  private static final Duration LONGEST_GATHERING = Duration.ofSeconds(16);
  private static final int SLOWER = 10;

  private final Workplace at;
  private final @Nullable Indexing indexing;
  private final IndexQueue queue;
  private final IndexOutcomes outcomes;
  private final Map<DocumentId, FileId> running = new HashMap<>();
  private final Object changed = new Object();
  private final Thread thread;
  private @Nullable Replacements replacements;
  private Duration look;
  private Duration gathering = SHORTEST_GATHERING;
  private Instant nextLook = Instant.MIN;
  private Instant nextStart = Instant.MIN;
  private Instant lastProgress;
  private boolean allIn;
  private boolean closed;
  private boolean idle;

  /**
   * @param firstLook how long to wait before the sink is asked for the first time
   */
  public IndexWindow(Workplace at, Duration firstLook) {
    this.at = at;
    this.look = firstLook;
    this.indexing = at.sink().indexing().orElse(null);
    this.queue = at.state().indexing();
    this.outcomes = new IndexOutcomes(at);
    this.lastProgress = at.clock().instant();
    this.thread = new Thread(this::work, "kbsync-indexing");
    thread.setDaemon(true);
  }

  /** Begins, with what earlier runs left in the state. */
  public void start(Replacements finishing) {
    this.replacements = finishing;
    if (indexing == null) {
      return;
    }
    queue.takeAnnounced();
    queue.retryFailed(at.clock().instant());
    queue.running().forEach(item -> running.put(item.document(), item.file()));
    thread.start();
  }

  /** The document is to be indexed, when its turn comes. */
  void add(DocumentId document, FileId file) {
    if (indexing != null) {
      queue.add(document, file);
      synchronized (changed) {
        idle = false;
        changed.notifyAll();
      }
    }
  }

  /**
   * Waits until nothing is left, or nothing finished for {@code stall}, or it is {@code until}.
   *
   * @param until null: no such time
   */
  public void drain(Duration stall, @Nullable Instant until) throws InterruptedException {
    synchronized (changed) {
      allIn = true;
      idle = false;
      lastProgress = at.clock().instant();
      changed.notifyAll();
      while (thread.isAlive() && !idle && !at.abort().isOn()) {
        Instant now = at.clock().instant();
        lastProgress = lastProgress.isAfter(now) ? now : lastProgress;
        if (now.isAfter(lastProgress.plus(stall)) || (until != null && !now.isBefore(until))) {
          return;
        }
        changed.wait(200);
      }
    }
  }

  @Override
  public void close() {
    synchronized (changed) {
      closed = true;
      changed.notifyAll();
    }
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (goesOn()) {
        at.gate().pass();
        refill();
        if (!lookAtRunning()) {
          rest();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (FatalException e) {
      at.abort().because(e);
    } catch (StateFailure e) {
      at.abort().because(new FatalException(FatalException.Kind.UNREACHABLE, e.getMessage(), e));
    } catch (ConnectorException e) {
      notFollowed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("A defect of KBSync or a plugin ended the indexing of this run", e);
      notFollowed("a defect of KBSync or a plugin: " + e);
    }
  }

  private void notFollowed(String why) {
    at.tally()
        .on(
            new SyncEvent.Warning(
                "Indexing could not be followed (" + why + "); the next run goes on"));
  }

  private boolean goesOn() {
    synchronized (changed) {
      return !closed && !at.abort().isOn();
    }
  }

  private void refill() throws ConnectorException, InterruptedException {
    Indexing sink = indexing();
    int free = sink.window() - running.size();
    Instant now = at.clock().instant();
    if (free < Math.max(1, sink.window() / 2)) {
      return;
    }
    List<IndexQueue.Item> next = queue.waiting(free);
    boolean worthACall =
        next.size() >= free || everythingIsIn() || isDue(nextStart, now, LONGEST_GATHERING);
    if (next.isEmpty() || !worthACall) {
      return;
    }
    List<DocumentId> ids = next.stream().map(IndexQueue.Item::document).toList();
    startThem(sink, ids);
    queue.started(ids);
    next.forEach(item -> running.put(item.document(), item.file()));
    gathering =
        next.size() >= free
            ? SHORTEST_GATHERING
            : shorter(gathering.multipliedBy(2), LONGEST_GATHERING);
    nextStart = now.plus(gathering);
    nextLook = now.plus(look);
  }

  private void startThem(Indexing sink, List<DocumentId> ids)
      throws ConnectorException, InterruptedException {
    try {
      at.toSink().run(() -> sink.start(ids));
    } catch (PermanentException | RetriableException e) {
      // Those that did not start show it when their states are read.
      log.warn("Indexing of {} documents did not start: {}", ids.size(), e.getMessage());
    }
  }

  /** Returns whether something finished. */
  private boolean lookAtRunning() throws ConnectorException, InterruptedException {
    Instant now = at.clock().instant();
    if (running.isEmpty() || !isDue(nextLook, now, SLOWEST_LOOK)) {
      return false;
    }
    Map<DocumentId, IndexStatus> answers = answers(List.copyOf(running.keySet()));
    List<IndexOutcomes.Outcome> settled = outcomes.record(running, answers);
    running.keySet().removeIf(id -> isOver(answers.get(id)));
    for (IndexOutcomes.Outcome outcome : settled) {
      tell(outcome);
    }
    adapt(settled.size(), answers.size());
    nextLook = at.clock().instant().plus(look);
    return !settled.isEmpty();
  }

  private Map<DocumentId, IndexStatus> answers(List<DocumentId> ids)
      throws ConnectorException, InterruptedException {
    Indexing sink = indexing();
    Map<DocumentId, IndexStatus> states = at.toSink().call(() -> sink.states(ids));
    Map<DocumentId, IndexStatus> answers = new HashMap<>();
    for (DocumentId id : ids) {
      answers.put(id, states.getOrDefault(id, IndexStatus.of(IndexStatus.State.MISSING)));
    }
    return answers;
  }

  private static boolean isOver(@Nullable IndexStatus answer) {
    return answer != null && answer.state() != IndexStatus.State.RUNNING;
  }

  private void tell(IndexOutcomes.Outcome outcome) throws InterruptedException {
    if (outcome.replaces() && replacements != null) {
      replacements.indexed(outcome.file(), outcome.document(), outcome.status());
    }
    at.tally().on(new SyncEvent.Indexed(outcome.path(), outcome.searchable()));
  }

  /** What lies further ahead than it can have been put is due: the clock was set back. */
  private static boolean isDue(Instant when, Instant now, Duration longest) {
    return !now.isBefore(when) || when.isAfter(now.plus(longest));
  }

  // Looks are as rare as the server is slow: one that found little makes the next one later, and
  // only one that found nearly all of what was asked about makes it sooner.
  private void adapt(int settled, int asked) {
    if (settled > 0) {
      progress();
    }
    if (settled == 0) {
      look = shorter(look.multipliedBy(SLOWER), SLOWEST_LOOK);
    } else if (settled * 10 >= asked * 9) {
      look = longer(look.dividedBy(2), QUICKEST_LOOK);
    } else if (settled * 10 < asked) {
      look = shorter(look.multipliedBy(2), SLOWEST_LOOK);
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void progress() {
    synchronized (changed) {
      lastProgress = at.clock().instant();
      changed.notifyAll();
    }
  }

  // The loop that calls this looks again at whatever woke it.
  @SuppressWarnings("WaitNotInLoop")
  private void rest() throws InterruptedException {
    synchronized (changed) {
      // Asked under the lock: whoever adds a document later takes the idleness back.
      boolean nothingLeft = running.isEmpty() && queue.pending() == 0;
      idle = nothingLeft;
      changed.notifyAll();
      if (closed) {
        return;
      }
      if (nothingLeft) {
        changed.wait(SLOWEST_LOOK.toMillis());
      } else {
        changed.wait(Math.max(20, Math.min(pause().toMillis(), SLOWEST_LOOK.toMillis())));
      }
    }
  }

  private Duration pause() {
    Instant now = at.clock().instant();
    Instant next = running.isEmpty() ? nextStart : nextLook;
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ofMillis(20);
  }

  private boolean everythingIsIn() {
    synchronized (changed) {
      return allIn;
    }
  }

  private Indexing indexing() {
    if (indexing == null) {
      throw new IllegalStateException("The sink does not index");
    }
    return indexing;
  }
}
