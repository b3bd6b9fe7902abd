package io.kbsync.core;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.core.config.CoreKeys;
import io.kbsync.core.config.ExistingPolicy;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.plan.AdditionGuard;
import io.kbsync.core.plan.Decider;
import io.kbsync.core.plan.Decision;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.state.FileRecords;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Sighting;
import io.kbsync.core.state.WantedName;
import io.kbsync.core.transfer.Guarded;
import io.kbsync.core.transfer.SinkReading;
import io.kbsync.core.transfer.Transfers;
import io.kbsync.core.transfer.Workplace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of the files that a listing shows, page by page. Used by one thread at a time. */
final class Intake {

  private final Workplace at;
  private final Transfers transfers;
  private final SinkReading reading;
  private final SyncPlan plan;
  private final Decider decider;
  private final boolean dryRun;
  private final boolean look;
  private final boolean approved;
  private final boolean recognising;
  private final boolean adopting;
  private AdditionGuard additions;
  private final Set<FileId> rehearsed = new HashSet<>();
  private final Map<Root, List<ListedFile>> postponed = new LinkedHashMap<>();

  Intake(
      JobConfig config,
      SyncPlan plan,
      Workplace at,
      Transfers transfers,
      SinkReading reading,
      RunOptions run) {
    this.at = at;
    this.transfers = transfers;
    this.reading = reading;
    this.plan = plan;
    this.decider =
        new Decider(
            plan, at.sink(), config.values().find(CoreKeys.MAX_FILE_SIZE).orElse(Long.MAX_VALUE));
    this.dryRun = run.dryRun();
    this.look = run.look();
    this.approved = run.allowAdditions();
    this.additions = guard();
    this.recognising = at.state().inventory().unclaimedCount() > 0;
    this.adopting =
        at.state()
            .control()
            .existing()
            .or(() -> config.values().find(CoreKeys.EXISTING).map(Enum::name))
            .map(ExistingPolicy.ADOPT.name()::equals)
            .orElse(false);
  }

  private AdditionGuard guard() {
    // A first sync that was broken off goes on as one: its record says nothing about the source.
    if (approved || dryRun || !at.state().control().isFirstSyncDone()) {
      return AdditionGuard.open();
    }
    long recorded = at.state().files().count();
    return AdditionGuard.of(recorded, at.state().control().beforeAdditions().orElse(recorded));
  }

  /** Takes a page of files: what the filters do not want is noted, the others are decided on. */
  void take(Root root, Selection.Sifted files) throws ConnectorException, InterruptedException {
    noteLeftOut(files.leftOut());
    if (!files.wanted().isEmpty()) {
      takeWanted(root, files.wanted());
    }
  }

  private void noteLeftOut(List<Selection.LeftOut> leftOut) {
    Map<FileId, FileRecords.Exclusion> excluded = new HashMap<>();
    for (Selection.LeftOut each : leftOut) {
      excluded.put(each.file().file().id(), each.why());
      at.tally().on(new SyncEvent.Excluded(each.file().path().toString(), each.why().by()));
    }
    if (!excluded.isEmpty() && !dryRun && !look) {
      at.state().files().excluded(at.run(), excluded);
    }
  }

  private void takeWanted(Root root, Map<FileId, ListedFile> wanted)
      throws ConnectorException, InterruptedException {
    Map<FileId, FileRow> known =
        dryRun
            ? at.state().files().find(List.copyOf(wanted.keySet()))
            : at.state().files().observe(at.run(), root, sightings(wanted));
    List<Decided> decided = new ArrayList<>();
    for (ListedFile file : wanted.values()) {
      FileRow row = known.get(file.file().id());
      if (!seenBefore(file, row) && !transfers.troubled(file)) {
        FileRow current = row == null || row.stored() == null ? recognised(file, row) : row;
        decided.add(
            new Decided(file, current, decider.decide(file, current, at.clock().instant())));
      }
    }
    bring(root, decided);
  }

  private void bring(Root root, List<Decided> decided)
      throws ConnectorException, InterruptedException {
    noteNewLabels(decided);
    long unchanged = decided.stream().filter(Decided::isNothing).count();
    at.tally().unchanged(unchanged);
    prepare(root, decided);
    for (Decided each : decided) {
      act(root, each);
    }
  }

  /**
   * All roots are listed: new files that waited for their number go, or wait for a person.
   *
   * @param complete whether every root was listed to its end
   */
  void end(boolean complete) throws InterruptedException {
    for (AdditionGuard.Addition addition : additions.release()) {
      transfers.fetch(addition.file(), addition.decision());
    }
    if (additions.isShut()) {
      at.tally().on(new SyncEvent.AdditionsHeldBack(additions.heldBack(), additions.reason()));
    } else if ((complete || approved) && !dryRun) {
      at.state().control().beforeAdditions(null);
    }
    // What is decided on later was known before.
    additions = AdditionGuard.open();
  }

  /** Roots with files that were being replaced when they were listed. */
  List<Root> rootsWithPostponed() {
    return List.copyOf(postponed.keySet());
  }

  /**
   * Decides on the files of a root that were being replaced when they were listed, now that this
   * came to its end: they may have changed once more since then. One that is still being replaced
   * is the next run's.
   */
  void takePostponed(Root root) throws ConnectorException, InterruptedException {
    List<ListedFile> before = postponed.remove(root);
    if (before != null) {
      bring(root, decideAnew(before));
      at.tally().unchanged(postponed.getOrDefault(root, List.of()).size());
    }
  }

  private List<Decided> decideAnew(List<ListedFile> before) {
    List<Decided> anew = new ArrayList<>();
    for (ListedFile file : before) {
      if (!transfers.troubled(file)) {
        FileRow row = at.state().files().find(file.file().id()).orElse(null);
        anew.add(new Decided(file, row, decider.decide(file, row, at.clock().instant())));
      }
    }
    return anew;
  }

  private record Decided(ListedFile file, @Nullable FileRow row, Decision decision) {

    boolean isNothing() {
      return decision instanceof Decision.Nothing;
    }

    boolean isToBeFetched() {
      return decision instanceof Decision.Fetch;
    }

    boolean isToBeLabelled() {
      return row != null
          && row.stored() != null
          && (decision instanceof Decision.Relabel || (isToBeFetched() && isRenamed(row)));
    }

    private boolean isRenamed(FileRow known) {
      return known.recorded().stream().anyMatch(it -> !it.name().equals(file.file().name()));
    }
  }

  // Known for the whole page before any of it moves: whoever wants a name can see who gives it
  // back.
  private void noteNewLabels(List<Decided> decided) {
    Map<FileId, WantedName> names = new HashMap<>();
    for (Decided each : decided) {
      if (each.row() != null && each.isToBeLabelled()) {
        names.put(each.file().file().id(), Transfers.nameFor(each.file().file(), each.row()));
      }
    }
    if (!names.isEmpty() && !dryRun) {
      at.state().names().makeDue(names);
    }
  }

  /** The source may have to ask a person before it can give some of these. */
  private void prepare(Root root, List<Decided> decided)
      throws ConnectorException, InterruptedException {
    List<RemoteFile> wanted =
        decided.stream().filter(Decided::isToBeFetched).map(each -> each.file().file()).toList();
    if (!wanted.isEmpty() && !dryRun) {
      at.fromSource().run(() -> at.source().prepare(root, wanted));
    }
  }

  private boolean seenBefore(ListedFile file, @Nullable FileRow row) {
    return dryRun ? !rehearsed.add(file.file().id()) : row != null && row.seenRun() == at.run();
  }

  private @Nullable FileRow recognised(ListedFile file, @Nullable FileRow row) {
    if (file.file().renditions().isEmpty()) {
      return row;
    }
    if (dryRun) {
      if (recognising) {
        reading.rehearse(file);
      }
      return row;
    }
    boolean found =
        (recognising && reading.recognise(file)) || (adopting && reading.adoptByName(file));
    return found ? at.state().files().find(file.file().id()).orElse(row) : row;
  }

  private void act(Root root, Decided decided) throws InterruptedException {
    ListedFile file = decided.file();
    FileRow row = decided.row();
    Decision decision = decided.decision();
    if (decision instanceof Decision.Report report) {
      at.tally().on(Guarded.event(file.path().toString(), report.outcome(), report.reason()));
    } else if (decision instanceof Decision.Nothing) {
      return;
    } else if (decision instanceof Decision.Postponed) {
      postpone(root, file);
    } else if (dryRun) {
      at.tally().on(rehearsal(file, row, decision));
    } else if (decision instanceof Decision.Fetch fetch) {
      boolean isNew = row == null || row.stored() == null;
      if (!isNew || admits(file, fetch)) {
        transfers.fetch(file, fetch);
      }
    } else if (decision instanceof Decision.Relabel) {
      transfers.relabel(file);
    }
  }

  // Noted at once: whatever ends this run, the next one starts from the same number.
  private boolean admits(ListedFile file, Decision.Fetch fetch) {
    boolean wasShut = additions.isShut();
    boolean admitted = additions.admits(file, fetch);
    if (!wasShut && additions.isShut()) {
      at.state().control().beforeAdditions(additions.before());
    }
    return admitted;
  }

  // A dry run finishes no replacement that could be waited for.
  private void postpone(Root root, ListedFile file) {
    if (dryRun) {
      at.tally().unchanged(1);
    } else {
      postponed.computeIfAbsent(root, key -> new ArrayList<>()).add(file);
    }
  }

  private static SyncEvent rehearsal(ListedFile file, @Nullable FileRow row, Decision decision) {
    String path = file.path().toString();
    if (decision instanceof Decision.Relabel) {
      return new SyncEvent.Relabelled(path, file.file().name());
    }
    long bytes = file.file().size().orElse(0);
    return row == null || row.stored() == null
        ? new SyncEvent.Stored(path, bytes)
        : new SyncEvent.Replaced(path, bytes);
  }

  private static List<Sighting> sightings(Map<FileId, ListedFile> wanted) {
    return wanted.values().stream()
        .map(
            each ->
                new Sighting(
                    each.file().id(),
                    each.file().name(),
                    each.path().toString(),
                    each.file().webUrl().orElse(null),
                    each.file().modifiedAt().orElse(null)))
        .toList();
  }

  /** What a run that writes would ask about, told without asking. */
  void rehearseDepartures(List<Root> complete) {
    for (Root root : complete) {
      Set<FileId> stored = at.state().files().storedUnder(root);
      stored.removeAll(rehearsed);
      at.state().files().find(List.copyOf(stored)).values().stream()
          .filter(
              row -> row.recorded().map(plan::vanished).orElse(Departure.KEEP) == Departure.REMOVE)
          .forEach(
              row ->
                  at.tally()
                      .on(
                          new SyncEvent.HeldBack(
                              row.path(), "not listed as wanted any more; a run would decide")));
    }
  }
}
