package io.kbsync.core.transfer;

import com.google.common.collect.ImmutableListMultimap;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Presence;
import io.kbsync.api.source.Root;
import io.kbsync.core.plan.RemovalGuard;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.state.Departed;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Removals;
import io.kbsync.core.state.Replacement;
import io.kbsync.core.state.StoredFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What becomes of stored files that complete listings no longer show as wanted: the plan decides
 * whether they may go, the guard and the source whether they do. Used by one thread.
 */
public final class Departures {

  private static final int PAGE = 100;

  private final Workplace at;
  private final Guarded guarded;
  private final SyncPlan plan;
  private final long recorded;
  private final UnaryOperator<Departed> filters;
  private final ImmutableListMultimap<String, String> unread;
  private final boolean leftOut;

  /**
   * @param recorded how many files stood in the sink when the run began: what it stored itself says
   *     nothing about how many of them may go
   * @param filters finds out whether a vanished file would be excluded now
   * @param unread paths of folders that could not be read in this run, by the ids of their roots
   * @param leftOut whether folders were left out because no whiteList entry names them
   */
  public Departures(
      Workplace at,
      Guarded guarded,
      SyncPlan plan,
      long recorded,
      UnaryOperator<Departed> filters,
      ImmutableListMultimap<String, String> unread,
      boolean leftOut) {
    this.at = at;
    this.guarded = guarded;
    this.plan = plan;
    this.recorded = recorded;
    this.filters = filters;
    this.unread = unread;
    this.leftOut = leftOut;
  }

  /**
   * @param roots all roots that the run syncs
   * @param complete those whose listing came to its end
   */
  public void settle(List<Root> roots, List<Root> complete) throws InterruptedException {
    roots.forEach(this::takeBack);
    at.state().removals().forgetAllBut(roots);
    gather(roots, complete);
    RemovalGuard guard = guard(complete);
    String after = "";
    for (List<Departed> page = page(after); !page.isEmpty(); page = page(after)) {
      at.gate().pass();
      if (at.abort().isOn()) {
        return;
      }
      settlePage(guard, page);
      after = page.get(page.size() - 1).file().value();
    }
    if (at.abort().isOn()) {
      return;
    }
    at.sinkLanes().drain();
    complete.forEach(root -> at.state().files().forgetNeverStored(at.run(), root));
  }

  // Somebody gave it up and lets it be synced all the same: one of the two is a mistake.
  private void takeBack(Root root) {
    int documents = at.state().removals().takeBack(root);
    if (documents > 0) {
      at.tally()
          .on(
              new SyncEvent.Warning(
                  "'"
                      + root.name()
                      + "' was given up, and the job syncs it again: "
                      + documents
                      + " documents stay. If they should go, take it out of the configuration and"
                      + " give it up once more (KBSync forget)."));
    }
  }

  // What vanished in one root may have moved into another one.
  private void gather(List<Root> roots, List<Root> complete) {
    boolean whole = unread.isEmpty() && complete.size() == roots.size();
    complete.forEach(root -> at.state().removals().gather(at.run(), root, whole, filters));
  }

  // A removal that does not happen by itself, whatever the numbers are, is no reason to hold
  // others.
  private long wouldGo() {
    long count = 0;
    String after = "";
    for (List<Departed> page = page(after); !page.isEmpty(); page = page(after)) {
      count += page.stream().filter(this::wouldGo).count();
      after = page.get(page.size() - 1).file().value();
    }
    return count;
  }

  private boolean wouldGo(Departed departed) {
    return !departed.approved()
        && departed.kind() != Departed.Kind.NOT_SELECTED
        && unread(departed).isEmpty();
  }

  private RemovalGuard guard(List<Root> complete) {
    Removals removals = at.state().removals();
    Set<String> emptied = new HashSet<>();
    for (Root root : complete) {
      long stored = at.state().files().count(root);
      if (stored > 0 && removals.count(at.run(), root.id()) == stored) {
        emptied.add(root.id());
      }
    }
    return new RemovalGuard(
        wouldGo(), removals.removedLately(at.clock().instant()), recorded, emptied);
  }

  private List<Departed> page(String after) {
    return at.state().removals().candidates(at.run(), after, PAGE);
  }

  private void settlePage(RemovalGuard guard, List<Departed> page) throws InterruptedException {
    List<Departed> toAsk = new ArrayList<>();
    for (Departed departed : page) {
      Optional<String> unread = unread(departed);
      Optional<String> reason = guard.holdsBack(departed);
      if (keeps(departed)) {
        at.state().removals().note(departed, false, departed.by());
      } else if (unread.isPresent()) {
        // Nobody can say that it is gone: it is no removal that a person could let through.
        at.state().removals().note(departed, false, unread.get());
        at.tally().on(new SyncEvent.HeldBack(departed.path(), unread.get()));
      } else if (reason.isPresent()) {
        hold(departed, reason.get());
      } else {
        toAsk.add(departed);
      }
    }
    Optional<Map<FileId, Presence>> answer = ask(toAsk);
    for (Departed departed : toAsk) {
      Departed known = departed.told(presenceOf(departed, answer));
      Optional<String> doubt = guard.doubts(known, leftOut);
      if (isAsked(departed) && answer.isEmpty()) {
        hold(departed, "the source could not be asked whether it is gone; the next run asks again");
      } else if (doubt.isPresent()) {
        hold(known, doubt.get());
      } else {
        remove(known);
      }
    }
  }

  private boolean keeps(Departed departed) {
    return departed.kind() != Departed.Kind.GIVEN_UP
        && plan.vanished(departed.recorded()) == Departure.KEEP;
  }

  private Optional<String> unread(Departed departed) {
    boolean below =
        unread.get(departed.root()).stream()
            .anyMatch(path -> departed.path().startsWith(path + "/"));
    return below ? Optional.of("its folder could not be read in this run") : Optional.empty();
  }

  private static Presence presenceOf(Departed departed, Optional<Map<FileId, Presence>> answer) {
    return answer
        .map(files -> files.getOrDefault(departed.file(), Presence.UNKNOWN))
        .orElse(Presence.UNKNOWN);
  }

  private static boolean isAsked(Departed departed) {
    return departed.kind() == Departed.Kind.VANISHED
        && !departed.approved()
        && (departed.presence() != Presence.DENIED || isDue(departed));
  }

  // Rights seldom come back: after 1, 2, 4, 8 … listings, or each of them would cost calls for it.
  private static boolean isDue(Departed denied) {
    return Integer.bitCount(denied.listings()) == 1;
  }

  /** What the source says of those that have to be asked for; empty: it could not be asked. */
  private Optional<Map<FileId, Presence>> ask(List<Departed> departed) throws InterruptedException {
    List<FileId> ids = departed.stream().filter(Departures::isAsked).map(Departed::file).toList();
    if (ids.isEmpty()) {
      return Optional.of(Map.of());
    }
    if (at.abort().callsSpent().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(at.fromSource().call(() -> at.source().presence(ids)));
    } catch (FatalException e) {
      at.abort().bySource(e);
    } catch (ConnectorException e) {
      at.tally()
          .on(
              new SyncEvent.Warning(
                  "The source was asked whether "
                      + ids.size()
                      + " files still exist and did not"
                      + " say: "
                      + e.getMessage()));
    }
    return Optional.empty();
  }

  private void hold(Departed departed, String reason) {
    at.state().removals().note(departed, true, reason);
    at.tally().on(new SyncEvent.HeldBack(departed.path(), reason));
  }

  private void remove(Departed departed) throws InterruptedException {
    at.gate().pass();
    FileId file = departed.file();
    String revision = departed.recorded().revision().toString();
    Guarded.Step alone = () -> guarded.turns().alone(file, () -> removeNow(departed));
    at.sinkLanes().submit(Sink.PUTS, () -> guarded.run(file, departed.path(), revision, alone));
  }

  private void removeNow(Departed departed) throws ConnectorException, InterruptedException {
    FileId file = departed.file();
    Optional<Replacement> open = at.state().files().replacement(file);
    if (open.isPresent()) {
      removeDocument(open.get().next().document());
      at.state().files().replacementAbandoned(file);
    }
    StoredFile stored = at.state().files().find(file).flatMap(FileRow::inSink).orElse(null);
    if (stored == null || stored.adopted()) {
      // Somebody else's until KBSync has replaced it once: it is given back, not removed.
      at.state().files().forget(file);
      return;
    }
    if (open.isEmpty() || !open.get().oldRemoved()) {
      removeDocument(stored.document());
    }
    at.state().removals().removed(file, at.clock().instant());
    at.tally().on(new SyncEvent.Removed(departed.path()));
  }

  private void removeDocument(DocumentId document) throws ConnectorException, InterruptedException {
    at.toSink().run(() -> at.sink().remove(document));
    at.documents().decrementAndGet();
    at.state().indexing().done(document);
  }
}
