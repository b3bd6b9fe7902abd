package io.kbsync.core;

import static java.util.stream.Collectors.joining;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.SourcePath;
import io.kbsync.core.config.CoreKeys;
import io.kbsync.core.config.ExistingPolicy;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.listing.ListedPage;
import io.kbsync.core.listing.RootListing;
import io.kbsync.core.plan.AdditionGuard;
import io.kbsync.core.plan.Decider;
import io.kbsync.core.plan.Decision;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.state.Departed;
import io.kbsync.core.state.FileRecords;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Sighting;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the roots of a run and brings what is to move on its way, page by page. */
final class Pass {

  private final Workplace at;
  private final Transfers transfers;
  private final SinkReading reading;
  private final FilterChain filters;
  private final SyncPlan plan;
  private final Decider decider;
  private final boolean dryRun;
  private final AdditionGuard additions;
  private final boolean adopting;
  private final boolean recognising;
  private final List<Root> complete = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final boolean look;
  private final List<String> unread = new ArrayList<>();
  private final Set<FileId> rehearsed = new HashSet<>();
  private final Map<Root, List<Decided>> postponed = new LinkedHashMap<>();
  private List<Root> roots = List.of();
  private long listed;
  private @Nullable FatalException callsSpent;

  Pass(
      JobConfig config,
      SyncPlan plan,
      Workplace at,
      Transfers transfers,
      SinkReading reading,
      FilterChain filters,
      RunOptions run) {
    this.at = at;
    this.transfers = transfers;
    this.reading = reading;
    this.filters = filters;
    this.plan = plan;
    this.decider =
        new Decider(
            plan, at.sink(), config.values().find(CoreKeys.MAX_FILE_SIZE).orElse(Long.MAX_VALUE));
    this.dryRun = run.dryRun();
    this.look = run.look();
    this.additions =
        run.allowAdditions() || run.dryRun()
            ? AdditionGuard.open()
            : AdditionGuard.of(at.state().files().count());
    this.recognising = at.state().inventory().unclaimedCount() > 0;
    this.adopting =
        at.state()
            .control()
            .existing()
            .or(() -> config.values().find(CoreKeys.EXISTING).map(Enum::name))
            .map(ExistingPolicy.ADOPT.name()::equals)
            .orElse(false);
  }

  /** A root whose listing or look came to its end, and what the next look needs of it. */
  private record Seen(Root root, Optional<String> mark, List<Folder> folders) {}

  /** Reads one root. */
  @FunctionalInterface
  private interface Reading {
    void of(Root root) throws ConnectorException, InterruptedException;
  }

  /** Lists the roots as wholes. */
  void list(List<Root> chosen) throws InterruptedException {
    roots = chosen;
    read(chosen, this::list);
    if (listed == 0 && isComplete() && unread.isEmpty()) {
      at.tally().on(new SyncEvent.Warning(nothingListed()));
    }
    endListing();
  }

  /** Looks at what changed last in the roots; nothing counts as complete after it. */
  void look(List<Root> chosen) throws InterruptedException {
    roots = chosen;
    read(chosen, this::look);
    endListing();
  }

  private void read(List<Root> chosen, Reading reading) throws InterruptedException {
    List<FatalException> refusals = new ArrayList<>();
    for (Root root : chosen) {
      if (at.abort().isOn()) {
        return;
      }
      try {
        reading.of(root);
      } catch (FatalException e) {
        if (e.kind() == FatalException.Kind.QUOTA) {
          // What was found so far is still fetched: downloads have calls of their own.
          callsSpent = e;
          return;
        }
        if (chosen.size() == 1 || !mayConcernOneRoot(e)) {
          at.abort().because(e);
          return;
        }
        refusals.add(e);
        at.tally().on(new SyncEvent.Failed(root.name(), e.getMessage()));
      } catch (ConnectorException e) {
        at.tally()
            .on(
                new SyncEvent.Failed(
                    root.name(), "it could not be listed to its end: " + e.getMessage()));
      }
    }
    if (!chosen.isEmpty() && refusals.size() == chosen.size()) {
      at.abort().because(refusals.get(0));
    }
  }

  private void endListing() throws InterruptedException {
    for (AdditionGuard.Addition addition : additions.release()) {
      transfers.fetch(addition.file(), addition.decision());
    }
    if (additions.isShut()) {
      at.tally().on(new SyncEvent.HeldBack("new files", additions.reason()));
    }
    at.tally().on(new SyncEvent.ListingEnded(listed));
  }

  // One space that the account may not read is no reason to leave the others alone.
  private static boolean mayConcernOneRoot(FatalException e) {
    return e.kind() == FatalException.Kind.PERMISSION
        || e.kind() == FatalException.Kind.REFUSED_VALUE;
  }

  private String nothingListed() {
    String names =
        roots.stream().map(root -> "'" + root.name() + "'").limit(10).collect(joining(", "));
    return "The source shows no files in "
        + names
        + ". If there should be some: let the account read them, choose another root, or look at"
        + " the folders that the lists exclude.";
  }

  /** Why nothing more could be listed this month, if so. */
  Optional<FatalException> callsSpent() {
    return Optional.ofNullable(callsSpent);
  }

  /** Roots whose listing came to its end. */
  List<Root> completeRoots() {
    return List.copyOf(complete);
  }

  boolean isComplete() {
    return complete.size() == roots.size();
  }

  List<String> unreadPaths() {
    return List.copyOf(unread);
  }

  /** Filters speak of what they missed only when they saw everything. */
  void warnUnlessPartial(List<String> warnings) {
    if (isComplete() && unread.isEmpty()) {
      warnings.forEach(text -> at.tally().on(new SyncEvent.Warning(text)));
    }
  }

  private void list(Root root) throws ConnectorException, InterruptedException {
    at.tally().on(new SyncEvent.ListingStarted(root));
    try (RootListing listing = RootListing.open(root, at.source(), at.fromSource(), filters)) {
      boolean whole = readPages(root, listing);
      if (whole && !at.abort().isOn()) {
        complete.add(root);
        seen.add(new Seen(root, listing.mark(), listing.folders()));
      }
    }
  }

  private void look(Root root) throws ConnectorException, InterruptedException {
    Optional<String> mark = at.state().looks().mark(root);
    if (mark.isEmpty()) {
      return;
    }
    at.tally().on(new SyncEvent.ListingStarted(root));
    List<Folder> known = at.state().looks().folders(root);
    Optional<RootListing> recent =
        RootListing.recent(root, at.source(), at.fromSource(), mark.get(), known);
    if (recent.isEmpty()) {
      at.state().looks().forget(root);
      return;
    }
    try (RootListing listing = recent.get()) {
      boolean whole = readPages(root, listing);
      if (whole && !at.abort().isOn()) {
        List<Folder> folders = new ArrayList<>(listing.folders());
        folders.removeAll(known);
        seen.add(new Seen(root, listing.mark(), folders));
      }
    }
  }

  /** Returns whether no part of the root was missing. */
  private boolean readPages(Root root, RootListing listing)
      throws ConnectorException, InterruptedException {
    boolean whole = true;
    for (Optional<ListedPage> page = next(listing); page.isPresent(); page = next(listing)) {
      whole &= noteGaps(root, page.get().gaps());
      take(root, page.get().files());
      listed += page.get().files().size();
      at.tally().on(new SyncEvent.PageListed(root, listed));
    }
    return whole;
  }

  /**
   * Remembers from where the next look goes on, now that all transfers are through. A look in which
   * something failed is made again over the same changes; after a listing of the whole, the next
   * listing comes back to what failed.
   */
  void noteMarks() {
    for (Seen each : seen) {
      if (!look && each.mark().isEmpty()) {
        at.state().looks().forget(each.root());
      } else if (!look) {
        at.state().looks().listed(each.root(), each.mark().get(), each.folders());
      } else if (each.mark().isPresent() && at.tally().failures() == 0) {
        at.state().looks().looked(each.root(), each.mark().get(), each.folders());
      }
    }
  }

  private Optional<ListedPage> next(RootListing listing)
      throws ConnectorException, InterruptedException {
    at.gate().pass();
    return at.abort().isOn() ? Optional.empty() : listing.next();
  }

  /** Returns whether the root can still be called complete. */
  private boolean noteGaps(Root root, List<ListedPage.Unread> gaps) {
    boolean whole = true;
    for (ListedPage.Unread gap : gaps) {
      at.tally().on(new SyncEvent.Failed(gap.path(), "not listed: " + gap.gap().reason()));
      unread.add(gap.path());
      whole &= !gap.path().equals(root.name());
    }
    return whole;
  }

  private void take(Root root, List<ListedFile> files)
      throws ConnectorException, InterruptedException {
    Map<FileId, ListedFile> wanted = new LinkedHashMap<>();
    Map<FileId, FileRecords.Exclusion> excluded = new HashMap<>();
    for (ListedFile file : files) {
      FileRecords.Exclusion exclusion = exclusion(file);
      if (exclusion == null) {
        wanted.put(file.file().id(), file);
      } else {
        excluded.put(file.file().id(), exclusion);
        at.tally().on(new SyncEvent.Excluded(file.path().toString(), exclusion.by()));
      }
    }
    if (!excluded.isEmpty() && !dryRun && !look) {
      at.state().files().excluded(at.run(), excluded);
    }
    if (!wanted.isEmpty()) {
      takeWanted(root, wanted);
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
   * Decides on the files that were being replaced when they were listed, now that this came to its
   * end: they may have changed once more since then. One that is still being replaced is the next
   * run's.
   *
   * @return whether there were such files
   */
  boolean takePostponed() throws InterruptedException {
    Map<Root, List<Decided>> before = new LinkedHashMap<>(postponed);
    postponed.clear();
    read(
        List.copyOf(before.keySet()),
        root -> bring(root, decideAnew(before.getOrDefault(root, List.of()))));
    at.tally().unchanged(postponed.values().stream().mapToLong(List::size).sum());
    return !before.isEmpty();
  }

  private List<Decided> decideAnew(List<Decided> before) {
    List<Decided> anew = new ArrayList<>();
    for (Decided each : before) {
      ListedFile file = each.file();
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
      boolean renamed = row != null && !file.file().name().equals(row.storedName());
      return row != null
          && row.stored() != null
          && (decision instanceof Decision.Relabel
              || (decision instanceof Decision.Fetch && renamed));
    }
  }

  // Known for the whole page before any of it moves: whoever wants a name can see who gives it
  // back.
  private void noteNewLabels(List<Decided> decided) {
    Map<FileId, String> names = new HashMap<>();
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
    if (dryRun || file.file().renditions().isEmpty()) {
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
      postponed.computeIfAbsent(root, key -> new ArrayList<>()).add(decided);
    } else if (dryRun) {
      at.tally().on(rehearsal(file, row, decision));
    } else if (decision instanceof Decision.Fetch fetch) {
      boolean isNew = row == null || row.stored() == null;
      if (!isNew || additions.admits(file, fetch)) {
        transfers.fetch(file, fetch);
      }
    } else if (decision instanceof Decision.Relabel) {
      transfers.relabel(file);
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

  private FileRecords.@Nullable Exclusion exclusion(ListedFile file) {
    Verdict verdict = filters.judge(file.file(), file.path());
    if (verdict instanceof Verdict.Excluded excluded) {
      return new FileRecords.Exclusion(Departed.Kind.EXCLUDED, excluded.by());
    }
    if (verdict instanceof Verdict.NotSelected missed) {
      return new FileRecords.Exclusion(Departed.Kind.NOT_SELECTED, missed.reason());
    }
    return null;
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

  /** Whether a file that was not listed lies where the filters want nothing any more. */
  Departed refilter(Departed departed) {
    if (departed.kind() != Departed.Kind.VANISHED) {
      return departed;
    }
    String name = departed.recorded().name();
    int dot = name.lastIndexOf('.');
    RemoteFile file =
        RemoteFile.builder(departed.file(), name)
            .extension(dot < 0 ? null : name.substring(dot + 1))
            .revision(departed.recorded().revision())
            .build();
    Verdict verdict = filters.judge(file, pathOf(departed));
    if (verdict instanceof Verdict.Excluded excluded) {
      return departed.withKind(Departed.Kind.EXCLUDED, excluded.by());
    }
    if (verdict instanceof Verdict.NotSelected missed) {
      return departed.withKind(Departed.Kind.NOT_SELECTED, missed.reason());
    }
    return departed;
  }

  private SourcePath pathOf(Departed departed) {
    String path = departed.path();
    String root =
        roots.stream()
            .filter(each -> each.id().equals(departed.root()))
            .map(Root::name)
            .findFirst()
            .orElse("");
    String within = path.startsWith(root + "/") ? path.substring(root.length() + 1) : path;
    return new SourcePath(root, List.of(within.split("/", -1)));
  }

  /** What a run that writes would ask about, told without asking. */
  void rehearseDepartures() {
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
