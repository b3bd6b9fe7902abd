package io.kbsync.core.transfer;

import com.google.common.collect.Lists;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.state.Control;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Inventory;
import io.kbsync.core.state.Replacement;
import io.kbsync.core.state.StoredFile;
import io.kbsync.core.state.WantedName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the record with what the sink really holds: documents that somebody deleted are stored
 * again, documents of a lost record are recognised by their keys. Used by one thread.
 */
public final class SinkReading {

  private static final Duration AT_LEAST_EVERY = Duration.ofHours(24);
  private static final int AT_ONCE = 100;

  private final Workplace at;
  private final Control control;
  private final Set<DocumentId> rehearsed = new HashSet<>();

  public SinkReading(Workplace at, Control control) {
    this.at = at;
    this.control = control;
  }

  /** Whether something may have changed in the sink that the record does not know. */
  public boolean isDue(long documents) {
    Instant now = at.clock().instant();
    boolean asWeLeftIt = control.documentsLeft().map(left -> left == documents).orElse(false);
    boolean recent =
        control.lastReading().map(when -> when.plus(AT_LEAST_EVERY).isAfter(now)).orElse(false);
    return !asWeLeftIt || !recent || !at.state().intents().all().isEmpty();
  }

  /** Reads all of it. */
  public void read() throws ConnectorException, InterruptedException {
    Inventory inventory = at.state().inventory();
    long scan = inventory.begin();
    at.state().intents().suspectAll();
    Map<DocumentId, FileId> successors = successors();
    @Nullable String cursor = null;
    do {
      StoredPage page = page(cursor);
      inventory.note(scan, page.documents(), at.names()::sameKey);
      page.documents().forEach(document -> successors.remove(document.id()));
      cursor = page.next();
    } while (cursor != null);
    Map<DocumentId, FileId> unseen = inventory.finish(scan);
    leaveOutPresent(successors);
    leaveOutPresent(unseen);
    successors.forEach(this::abandon);
    unseen.values().forEach(this::lost);
    control.lastReading(at.clock().instant());
  }

  /** Listings of a sink at work may slip past a document: not shown is not gone. */
  private void leaveOutPresent(Map<DocumentId, FileId> unseen)
      throws ConnectorException, InterruptedException {
    for (List<DocumentId> ids : Lists.partition(List.copyOf(unseen.keySet()), AT_ONCE)) {
      unseen.keySet().removeAll(at.toSink().call(() -> at.sink().present(ids)));
    }
  }

  /** The newer documents of replacements that are under way. */
  private Map<DocumentId, FileId> successors() {
    Map<DocumentId, FileId> successors = new HashMap<>();
    for (Replacement replacement : at.state().files().replacements()) {
      successors.put(replacement.next().document(), replacement.file());
    }
    return successors;
  }

  // Somebody deleted it; left to the window of indexing, its file would wait for another run.
  private void abandon(DocumentId successor, FileId file) {
    at.state().indexing().done(successor);
    at.state().files().replacementAbandoned(file);
  }

  private StoredPage page(@Nullable String cursor) throws ConnectorException, InterruptedException {
    return at.toSink().call(() -> at.sink().documents(cursor));
  }

  private void lost(FileId missing) {
    Optional<FileRow> row = at.state().files().find(missing);
    row.map(FileRow::stored)
        .map(StoredFile::document)
        .ifPresent(
            document -> {
              at.state().indexing().done(document);
              at.state().files().lost(missing, document);
            });
    // A run may have died between removing a document and recording that it did.
    if (!at.state().files().isLeaving(missing)) {
      tellLost(row.map(FileRow::path).orElse(missing.value()));
    }
  }

  private void tellLost(String path) {
    at.tally()
        .on(
            new SyncEvent.Warning(
                "The document of '"
                    + path
                    + "' is not in the dataset any more; it is stored again"));
  }

  /**
   * Takes a document with the file's key for the file's own, where the record knows none.
   *
   * @return whether there was one
   */
  public boolean recognise(ListedFile listed) {
    Optional<Inventory.Found> best = best(listed);
    best.ifPresent(found -> take(listed, found));
    return best.isPresent();
  }

  /** Notes what {@link #recognise} would take, and takes nothing. */
  public void rehearse(ListedFile listed) {
    best(listed).map(Inventory.Found::document).ifPresent(rehearsed::add);
  }

  private Optional<Inventory.Found> best(ListedFile listed) {
    String hash = at.keys().fileHash(listed.file().id());
    List<Inventory.Found> found = at.state().inventory().found(hash);
    return found.stream()
        .filter(each -> isCurrent(listed, each.key()))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private void take(ListedFile listed, Inventory.Found best) {
    Rendition rendition = renditionOf(listed, best.key());
    Revision revision =
        isCurrent(listed, best.key())
            ? listed.file().revision()
            : Revision.of("key", best.key().revision());
    StoredFile stored =
        new StoredFile(
            best.document(),
            best.name(),
            best.key().toString(),
            revision,
            rendition.id(),
            listed.file().renditions().get(0).id(),
            "",
            0,
            false);
    if (DocumentKey.startOf(best.name()).isPresent()) {
      takeUnlabelled(listed, stored, rendition);
    } else {
      boolean toIndex = !best.searchable() && at.sink().indexing().isPresent();
      adopt(listed, stored, rendition, toIndex);
    }
  }

  // A run that died between putting and labelling left it under the name of its key.
  private void takeUnlabelled(ListedFile listed, StoredFile stored, Rendition rendition) {
    RemoteFile file = listed.file();
    at.state().inventory().taken(stored.document());
    at.state()
        .files()
        .stored(
            file.id(),
            stored,
            WantedName.of(file, rendition),
            nextCheck(file, stored),
            at.clock().instant());
    if (at.sink().indexing().isPresent()) {
      at.state().indexing().add(stored.document(), file.id());
    }
    at.tally().on(new SyncEvent.Adopted(listed.path().toString()));
  }

  /** Takes a document that is not ours for the file's own, because of its name. */
  public boolean adoptByName(ListedFile listed) {
    Rendition rendition = listed.file().renditions().get(0);
    String name = at.sink().nameRules().clean(rendition.nameOf(listed.file()));
    Optional<DocumentId> document =
        at.state().inventory().foreign(at.names().sameKey(name)).map(StoredDocument::id);
    document.ifPresent(id -> adoptForeign(listed, rendition, id, name));
    return document.isPresent();
  }

  private void adoptForeign(
      ListedFile listed, Rendition rendition, DocumentId document, String name) {
    StoredFile stored =
        new StoredFile(
            document,
            name,
            "",
            listed.file().revision(),
            rendition.id(),
            rendition.id(),
            "",
            0,
            true);
    adopt(listed, stored, rendition, false);
  }

  private void adopt(ListedFile listed, StoredFile stored, Rendition rendition, boolean toIndex) {
    at.state().inventory().taken(stored.document());
    at.state()
        .files()
        .adopted(
            listed.file().id(),
            stored,
            at.names().sameKey(stored.documentName()),
            WantedName.of(listed.file(), rendition),
            nextCheck(listed.file(), stored),
            toIndex,
            at.clock().instant());
    if (toIndex) {
      at.state().indexing().add(stored.document(), listed.file().id());
    }
    at.tally().on(new SyncEvent.Adopted(listed.path().toString()));
  }

  // What KBSync did not put there differs from the file's content as it is: only a new revision
  // says that it is to be replaced.
  private @Nullable Instant nextCheck(RemoteFile file, StoredFile stored) {
    Instant now = at.clock().instant();
    return stored.adopted() ? null : CheckSchedule.of(file, now, now).orElse(null);
  }

  private Rendition renditionOf(ListedFile listed, DocumentKey key) {
    return listed.file().renditions().stream()
        .filter(each -> hash(listed, each).equals(key.revision()))
        .findFirst()
        .orElse(listed.file().renditions().get(0));
  }

  private boolean isCurrent(ListedFile listed, DocumentKey key) {
    return listed.file().renditions().stream()
        .anyMatch(rendition -> hash(listed, rendition).equals(key.revision()));
  }

  private String hash(ListedFile listed, Rendition rendition) {
    return at.keys().revisionHash(listed.file().revision(), rendition);
  }

  /**
   * A document that a put left whose outcome nobody heard goes when its file has another one;
   * others of ours that no listed file claimed are told.
   */
  public void settleUnclaimed() throws ConnectorException, InterruptedException {
    for (Inventory.Found duplicate : at.state().inventory().duplicates()) {
      at.gate().pass();
      removeDuplicate(duplicate);
    }
    at.state().intents().forgetSuspects(at.clock().instant().minus(AT_LEAST_EVERY));
    tellUnrecognised();
  }

  // One that the sink does not give up is no reason to leave the rest of the run undone.
  private void removeDuplicate(Inventory.Found duplicate)
      throws ConnectorException, InterruptedException {
    try {
      at.toSink().run(() -> at.sink().remove(duplicate.document()));
    } catch (PermanentException | RetriableException e) {
      String what =
          "it is the duplicate of a document and could not be removed: "
              + e.getMessage()
              + ". Later runs try again for a day; then remove it by hand";
      at.tally().on(new SyncEvent.Failed(duplicate.name(), what));
      return;
    }
    at.documents().decrementAndGet();
    at.state().inventory().taken(duplicate.document());
  }

  /** Tells of documents with our key that no listed file claimed. */
  public void tellUnrecognised() {
    long left = at.state().inventory().unclaimedCount() - rehearsed.size();
    if (left > 0) {
      at.tally()
          .on(
              new SyncEvent.Warning(
                  left
                      + " documents in the dataset bear a key of KBSync and belong to no listed file"
                      + " of this job (another job's, or from a lost record), such as '"
                      + unrecognised()
                      + "'; they are left alone"));
    }
  }

  private String unrecognised() {
    return at.state().inventory().unclaimed(rehearsed.size() + 1).stream()
        .filter(found -> !rehearsed.contains(found.document()))
        .map(Inventory.Found::name)
        .findFirst()
        .orElse("");
  }
}
