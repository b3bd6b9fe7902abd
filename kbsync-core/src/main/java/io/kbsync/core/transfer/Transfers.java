package io.kbsync.core.transfer;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.RetriableException;
import io.kbsync.api.plan.Change;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.plan.Decision;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Inventory;
import io.kbsync.core.state.Replacement;
import io.kbsync.core.state.StoredFile;
import io.kbsync.core.state.WantedName;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves files: fetch on a lane of the source, then put on a lane of the sink. Thread-safe. */
public final class Transfers {

  private final Workplace at;
  private final Guarded guarded;
  private final Labels labels;
  private final IndexWindow indexing;
  private final Replacements replacements;

  public Transfers(
      Workplace at,
      Guarded guarded,
      Labels labels,
      IndexWindow indexing,
      Replacements replacements) {
    this.at = at;
    this.guarded = guarded;
    this.labels = labels;
    this.indexing = indexing;
    this.replacements = replacements;
  }

  /** Content that has come. */
  private record Fetched(Spooled content, Rendition rendition) {}

  /** What content that has come is to the sink. */
  private sealed interface Arrival {

    /** It holds it already, as {@code before}. */
    record Known(StoredFile before) implements Arrival {}

    /**
     * It is to be put, under {@code key}.
     *
     * @param standing a document that needs no put; where there is none, the intent to put one is
     *     durable
     * @param replaces whether the sink holds an older one
     */
    record New(DocumentKey key, Optional<StoredDocument> standing, boolean replaces)
        implements Arrival {}
  }

  /** Brings a file on its way; waits while its lane is full. */
  public void fetch(ListedFile listed, Decision.Fetch decision) throws InterruptedException {
    RemoteFile file = listed.file();
    at.tally().on(new SyncEvent.Planned(listed.path().toString(), decision.change().reason()));
    at.sourceLanes()
        .submit(file.lane(), () -> guard(listed, () -> fetchAndHandOver(listed, decision)));
  }

  /** Gives a document another label; which one is in the record already. */
  public void relabel(ListedFile listed) throws InterruptedException {
    at.sinkLanes().submit(Sink.PUTS, () -> guard(listed, () -> relabelNow(listed)));
  }

  /** Whether this run tried the file in this revision already, and told why it failed. */
  public boolean troubled(ListedFile listed) {
    RemoteFile file = listed.file();
    return guarded.troubled(file.id(), file.revision().toString());
  }

  private void guard(ListedFile listed, Guarded.Step step) throws InterruptedException {
    RemoteFile file = listed.file();
    guarded.run(file.id(), listed.path().toString(), file.revision().toString(), step);
  }

  private void fetchAndHandOver(ListedFile listed, Decision.Fetch decision)
      throws ConnectorException, InterruptedException {
    RemoteFile file = listed.file();
    at.gate().pass();
    Optional<String> closed = guarded.closed(file.lane());
    if (closed.isPresent()) {
      guarded.trouble(
          file.id(),
          listed.path().toString(),
          file.revision().toString(),
          Outcome.NEEDS_LOGIN,
          closed.get());
      return;
    }
    Optional<Fetched> fetched = fetch(file, decision.rendition());
    if (fetched.isPresent()) {
      handOver(listed, decision, fetched.get());
    }
  }

  /** Empty: the source gives no more in this run. */
  private Optional<Fetched> fetch(RemoteFile file, Rendition wanted)
      throws ConnectorException, InterruptedException {
    if (at.abort().callsSpent().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(at.fromSource().call(() -> receive(file, wanted)));
    } catch (FatalException e) {
      at.abort().bySource(e);
      return Optional.empty();
    }
  }

  private void handOver(ListedFile listed, Decision.Fetch decision, Fetched fetched)
      throws InterruptedException {
    try {
      at.sinkLanes()
          .submit(
              Sink.PUTS,
              () -> {
                try {
                  guard(listed, () -> arrive(listed, decision, fetched));
                } finally {
                  fetched.content().close();
                }
              });
    } catch (InterruptedException | RuntimeException e) {
      fetched.content().close();
      throw e;
    }
  }

  private Fetched receive(RemoteFile file, Rendition wanted)
      throws ConnectorException, InterruptedException {
    try (RemoteContent content = at.source().fetch(file, wanted)) {
      Spooled spooled =
          at.spool().receive(content, bytes -> at.tally().on(new SyncEvent.Received(bytes)));
      return new Fetched(spooled, content.rendition());
    } catch (IOException e) {
      throw new RetriableException("The download did not close: " + e.getMessage(), e);
    }
  }

  private void arrive(ListedFile listed, Decision.Fetch decision, Fetched fetched)
      throws ConnectorException, InterruptedException {
    Arrival arrival = arrival(listed.file(), fetched);
    if (arrival instanceof Arrival.Known known) {
      keep(listed, decision, fetched, known.before());
    } else if (arrival instanceof Arrival.New next && next.replaces()) {
      replace(listed, fetched, next);
    } else if (arrival instanceof Arrival.New first) {
      store(listed, fetched, first);
    }
    tellIfTextOnly(listed, fetched);
  }

  private Arrival arrival(RemoteFile file, Fetched fetched) {
    DocumentKey key =
        at.keys().key(file.id(), file.revision(), fetched.rendition(), fetched.content().digest());
    Instant now = now();
    return at.state()
        .atOnce(
            () -> {
              StoredFile before = at.state().files().find(file.id()).orElseThrow().stored();
              if (before != null && sameContent(before, fetched)) {
                return new Arrival.Known(before);
              }
              return new Arrival.New(key, standingOrIntended(file, key, now), before != null);
            });
  }

  private void store(ListedFile listed, Fetched fetched, Arrival.New arrival)
      throws ConnectorException, InterruptedException {
    RemoteFile file = listed.file();
    StoredFile stored = put(listed, fetched, arrival);
    WantedName wantedName = WantedName.of(file, fetched.rendition());
    Instant now = now();
    Labels.Asked name =
        at.state()
            .atOnce(
                () -> {
                  at.state()
                      .files()
                      .stored(file.id(), stored, wantedName, nextCheck(file, now), now);
                  return labels.ask(file.id(), Labels.Phase.LISTING);
                });
    labels.label(name, Labels.Phase.LISTING);
    indexing.add(stored.document(), file.id());
    at.tally().on(new SyncEvent.Stored(listed.path().toString(), stored.bytes()));
  }

  private void replace(ListedFile listed, Fetched fetched, Arrival.New arrival)
      throws ConnectorException, InterruptedException {
    RemoteFile file = listed.file();
    StoredFile next = put(listed, fetched, arrival);
    Replacement replacement = new Replacement(file.id(), next, false);
    WantedName wantedName = WantedName.of(file, fetched.rendition());
    at.state()
        .atOnce(
            () -> {
              at.state().files().replacing(replacement, wantedName);
              scheduleCheck(file, now());
              return replacement;
            });
    at.tally().on(new SyncEvent.Replaced(listed.path().toString(), next.bytes()));
    replacements.begin(replacement);
  }

  private void keep(ListedFile listed, Decision.Fetch decision, Fetched fetched, StoredFile before)
      throws ConnectorException, InterruptedException {
    RemoteFile file = listed.file();
    StoredFile now =
        new StoredFile(
            before.document(),
            before.documentName(),
            before.documentKey(),
            file.revision(),
            fetched.rendition().id(),
            bestOf(file),
            fetched.content().digest(),
            fetched.content().length(),
            before.adopted());
    at.state().files().unchanged(file.id(), now);
    Instant edited = decision.change() instanceof Change.Replace ? now() : null;
    FileRow row = at.state().files().find(file.id()).orElseThrow();
    scheduleCheck(file, edited != null || row.editedAt() == null ? now() : row.editedAt());
    at.tally().on(new SyncEvent.Unchanged(listed.path().toString()));
    boolean moved =
        !file.name().equals(row.storedName()) || !listed.path().toString().equals(row.storedPath());
    if (moved || edited != null) {
      at.state().names().makeDue(file.id(), WantedName.of(file, fetched.rendition()));
      relabelNow(listed);
    }
  }

  private void relabelNow(ListedFile listed) throws ConnectorException, InterruptedException {
    labels.label(listed.file().id(), Labels.Phase.LISTING);
    FileRow row = at.state().files().find(listed.file().id()).orElseThrow();
    if (!row.labelDue() && row.claimedName() != null) {
      at.tally().on(new SyncEvent.Relabelled(listed.path().toString(), row.claimedName()));
    }
  }

  private StoredFile put(ListedFile listed, Fetched fetched, Arrival.New arrival)
      throws ConnectorException, InterruptedException {
    RemoteFile file = listed.file();
    Spooled content = fetched.content();
    DocumentKey key = arrival.key();
    StoredDocument document = arrival.standing().orElse(null);
    if (document == null) {
      String title = at.sink().nameRules().clean(fetched.rendition().nameOf(file));
      document = putOnce(new SpooledUpload(key, title, content));
      at.documents().incrementAndGet();
    }
    return new StoredFile(
        document.id(),
        document.name(),
        key.toString(),
        file.revision(),
        fetched.rendition().id(),
        bestOf(file),
        content.digest(),
        content.length(),
        false);
  }

  // The intent to put it is durable already.
  private StoredDocument putOnce(SpooledUpload upload)
      throws ConnectorException, InterruptedException {
    return at.toSink()
        .callOnce(
            () -> putUnlessRefused(upload),
            () -> look(upload.key()),
            () -> at.state().intents().settle(upload.key().toString()));
  }

  private StoredDocument putUnlessRefused(SpooledUpload upload)
      throws ConnectorException, InterruptedException {
    try {
      return at.sink().put(upload);
    } catch (PermanentException e) {
      throw e.outcome() == Outcome.SKIPPED ? new ContentRefusedException(e.getMessage(), e) : e;
    }
  }

  private Optional<StoredDocument> look(DocumentKey key)
      throws ConnectorException, InterruptedException {
    Optional<StoredDocument> found = at.sink().find(key);
    if (found.isEmpty()) {
      at.state().intents().suspect(key.toString());
    }
    return found;
  }

  private Optional<StoredDocument> standingOrIntended(
      RemoteFile file, DocumentKey key, Instant now) {
    Optional<StoredDocument> standing = standing(key);
    if (standing.isEmpty()) {
      at.state().intents().begin(key.toString(), file.id(), now);
    }
    return standing;
  }

  /** A document of exactly this content that an earlier, unlucky run left in the sink. */
  private Optional<StoredDocument> standing(DocumentKey key) {
    Optional<Inventory.Found> found =
        at.state().inventory().found(key.file()).stream()
            .filter(each -> each.key().equals(key))
            .findFirst();
    found.ifPresent(each -> at.state().inventory().taken(each.document()));
    return found.map(Inventory.Found::asDocument);
  }

  private boolean sameContent(StoredFile before, Fetched fetched) {
    String digest = fetched.content().digest();
    if (!before.digest().isEmpty()) {
      return before.digest().equals(digest) && before.rendition().equals(fetched.rendition().id());
    }
    return DocumentKey.startOf(before.documentKey())
        .map(key -> key.content().equals(at.keys().contentHash(digest)))
        .orElse(false);
  }

  private void scheduleCheck(RemoteFile file, Instant edited) {
    at.state().files().check(file.id(), edited, nextCheck(file, edited));
  }

  private @Nullable Instant nextCheck(RemoteFile file, Instant edited) {
    return CheckSchedule.of(file, edited, now()).orElse(null);
  }

  private void tellIfTextOnly(ListedFile listed, Fetched fetched) {
    String best = bestOf(listed.file());
    if (!fetched.rendition().id().equals(best)) {
      at.tally()
          .on(
              new SyncEvent.TextOnly(
                  listed.path().toString(),
                  "only " + fetched.rendition().id() + " could be had, not " + best));
    }
  }

  /** What the document of a file that stands in the sink would like to be called now. */
  public static WantedName nameFor(RemoteFile file, FileRow known) {
    String rendition = known.inSink().map(StoredFile::rendition).orElse("");
    return file.renditions().stream()
        .filter(each -> each.id().equals(rendition))
        .findFirst()
        .map(each -> WantedName.of(file, each))
        .orElseGet(() -> WantedName.of(file, file.renditions().get(0)));
  }

  private static String bestOf(RemoteFile file) {
    return file.renditions().get(0).id();
  }

  private Instant now() {
    return at.clock().instant();
  }
}
