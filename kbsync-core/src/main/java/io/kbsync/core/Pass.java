package io.kbsync.core;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Root;
import io.kbsync.core.listing.ListedPage;
import io.kbsync.core.listing.RootListing;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.transfer.Workplace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the roots of a run, page by page, and knows how far that got. Used by one thread. */
final class Pass {

  private final Workplace at;
  private final Selection selection;
  private final Intake intake;
  private final FilterChain filters;
  private final List<Root> roots;
  private final boolean look;
  private final List<Root> complete = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final ListMultimap<String, String> unread = ArrayListMultimap.create();
  private long listed;
  private int refused;
  private @Nullable FatalException callsSpent;

  /**
   * @param look only what changed last is read; nothing counts as complete after it
   */
  Pass(
      Workplace at,
      Selection selection,
      Intake intake,
      FilterChain filters,
      List<Root> roots,
      boolean look) {
    this.at = at;
    this.selection = selection;
    this.intake = intake;
    this.filters = filters;
    this.roots = List.copyOf(roots);
    this.look = look;
  }

  /** A root whose listing or look came to its end, and what the next look needs of it. */
  private record Seen(Root root, Optional<String> mark, List<Folder> folders) {}

  /** Reads one root. */
  @FunctionalInterface
  private interface Reading {
    void of(Root root) throws ConnectorException, InterruptedException;
  }

  /** Reads the roots, as wholes or what changed last in them. */
  void read() throws InterruptedException {
    readRoots(look ? this::look : this::list);
    if (!look && listed == 0 && isComplete() && unread.isEmpty()) {
      at.tally().on(new SyncEvent.Warning(nothingListed()));
    }
    intake.end(!look && isComplete());
    at.tally().on(new SyncEvent.ListingEnded(listed));
  }

  /**
   * Decides on the files that were being replaced when they were listed; see {@link
   * Intake#takePostponed}.
   *
   * @return whether there were such files
   */
  boolean takePostponed() throws InterruptedException {
    List<Root> waiting = intake.rootsWithPostponed();
    for (Root root : waiting) {
      try {
        intake.takePostponed(root);
      } catch (ConnectorException e) {
        postponedFailed(root, e);
      }
    }
    return !waiting.isEmpty();
  }

  private void postponedFailed(Root root, ConnectorException e) {
    if (e instanceof FatalException fatal && fatal.kind() == FatalException.Kind.QUOTA) {
      callsSpent = fatal;
    } else if (e instanceof FatalException fatal && !mayConcernOneRoot(fatal)) {
      at.abort().because(fatal);
    } else {
      String what = "its files that changed once more wait for the next run: " + e.getMessage();
      at.tally().on(new SyncEvent.Failed(root.name(), what));
    }
  }

  private void readRoots(Reading reading) throws InterruptedException {
    List<FatalException> refusals = new ArrayList<>();
    for (Root root : roots) {
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
        if (roots.size() == 1 || !mayConcernOneRoot(e)) {
          at.abort().because(e);
          return;
        }
        refusals.add(e);
        refused++;
        at.tally().on(new SyncEvent.Failed(root.name(), e.getMessage()));
      } catch (ConnectorException e) {
        at.tally()
            .on(
                new SyncEvent.Failed(
                    root.name(), "it could not be listed to its end: " + e.getMessage()));
      }
    }
    if (!roots.isEmpty() && refusals.size() == roots.size()) {
      at.abort().because(refusals.get(0));
    }
  }

  /** One space that the account may not read is no reason to leave the others alone. */
  static boolean mayConcernOneRoot(FatalException e) {
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

  /** Whether every root was listed to its end, but for those that the source refuses. */
  boolean isThrough() {
    return complete.size() + refused == roots.size();
  }

  /** Paths of folders that could not be read, by the ids of their roots. */
  ImmutableListMultimap<String, String> unread() {
    return ImmutableListMultimap.copyOf(unread);
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
      boolean whole = takePages(root, listing);
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
        RootListing.recent(root, at.source(), at.fromSource(), filters, mark.get(), known);
    if (recent.isEmpty()) {
      at.state().looks().forget(root);
      return;
    }
    try (RootListing listing = recent.get()) {
      boolean whole = takePages(root, listing);
      if (whole && !at.abort().isOn()) {
        seen.add(new Seen(root, listing.mark(), without(known, listing.folders())));
      }
    }
  }

  // A space may have as many folders as files.
  private static List<Folder> without(List<Folder> known, List<Folder> folders) {
    Set<Folder> before = new HashSet<>(known);
    return folders.stream().filter(folder -> !before.contains(folder)).toList();
  }

  /** Returns whether no part of the root was missing. */
  private boolean takePages(Root root, RootListing listing)
      throws ConnectorException, InterruptedException {
    try (IntakeThread taking = new IntakeThread(intake)) {
      try {
        boolean whole = readPages(root, listing, taking);
        taking.finish();
        return whole;
      } catch (ConnectorException e) {
        // What was listed before it broke off is taken in all the same.
        taking.finish();
        throw e;
      }
    }
  }

  private boolean readPages(Root root, RootListing listing, IntakeThread taking)
      throws ConnectorException, InterruptedException {
    boolean whole = true;
    for (Optional<ListedPage> page = next(listing); page.isPresent(); page = next(listing)) {
      whole &= noteGaps(root, page.get().gaps());
      taking.take(root, selection.sift(page.get().files()));
      listed += page.get().files().size();
      at.tally().on(new SyncEvent.PageListed(root, listed));
    }
    return whole;
  }

  /**
   * Remembers from where the next look goes on, now that all transfers are through. A look in which
   * something failed, or was still being replaced, is made again over the same changes; after a
   * listing of the whole, the next listing comes back to what failed.
   */
  void noteMarks() {
    for (Seen each : seen) {
      if (!look && each.mark().isEmpty()) {
        at.state().looks().forget(each.root());
      } else if (!look) {
        at.state().looks().listed(each.root(), each.mark().get(), each.folders());
      } else if (each.mark().isPresent() && nothingLeft(each.root())) {
        at.state().looks().looked(each.root(), each.mark().get(), each.folders());
      }
    }
  }

  private boolean nothingLeft(Root root) {
    return callsSpent == null
        && at.tally().failures() == 0
        && !intake.rootsWithPostponed().contains(root);
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
      unread.put(root.id(), gap.path());
      whole &= !gap.path().equals(root.name());
    }
    return whole;
  }
}
