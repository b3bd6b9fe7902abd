package io.kbsync.core.transfer;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.Indexing;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.source.FileId;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Replacement;
import io.kbsync.core.state.StoredFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a newer document in the place of an older one so that one of them can be found at every
 * moment: newer put, newer searchable, older removed, newer named. Each phase is recorded before
 * the next one begins, so that the next run goes on where this one ended. Thread-safe.
 */
public final class Replacements {

  private static final Logger log = LoggerFactory.getLogger(Replacements.class);

  private final Workplace at;
  private final Guarded guarded;
  private final Labels labels;
  private final IndexWindow indexing;

  public Replacements(Workplace at, Guarded guarded, Labels labels, IndexWindow indexing) {
    this.at = at;
    this.guarded = guarded;
    this.labels = labels;
    this.indexing = indexing;
  }

  /**
   * Goes on with what earlier runs left half done, before the window of indexing starts. A document
   * whose indexing is under way is the window's: two that went on with it would undo each other's
   * labels.
   */
  public void resume() throws InterruptedException {
    for (Replacement replacement : at.state().files().replacements()) {
      FileRow row = at.state().files().find(replacement.file()).orElse(null);
      if (row == null) {
        at.state().files().replacementAbandoned(replacement.file());
      } else if (!at.state().indexing().isPending(replacement.next().document())) {
        submit(row, replacement, this::goOn);
      }
    }
  }

  // The process may have died between removing the older document and recording that it did.
  private void goOn(FileRow row, Replacement replacement)
      throws ConnectorException, InterruptedException {
    StoredFile old = row.stored();
    if (old != null
        && at.sink().indexing().isPresent()
        && stateOf(old) == IndexStatus.State.MISSING) {
      takeEmptyPlace(row, replacement);
    } else {
      begin(replacement);
    }
  }

  /** The newer document stands beside the older one: hand settings over, then have it indexed. */
  void begin(Replacement replacement) throws ConnectorException, InterruptedException {
    FileRow row = at.state().files().find(replacement.file()).orElseThrow();
    StoredFile old = row.stored();
    if (replacement.oldRemoved()) {
      takePlace(row, replacement);
    } else if (old == null) {
      takeEmptyPlace(row, replacement);
    } else {
      handOver(row, replacement, old);
      if (at.sink().indexing().isPresent()) {
        indexing.add(replacement.next().document(), row.id());
      } else {
        removeOld(replacement, old);
        takePlace(row, replacement);
      }
    }
  }

  /** The sink is done with the newer document, well or badly. */
  void indexed(FileId file, DocumentId document, IndexStatus status) throws InterruptedException {
    Optional<Replacement> replacement =
        at.state()
            .files()
            .replacement(file)
            .filter(each -> each.next().document().equals(document));
    FileRow row = at.state().files().find(file).orElse(null);
    if (replacement.isPresent() && row != null) {
      submit(row, replacement.get(), (now, open) -> decide(now, open, status));
    }
  }

  private void decide(FileRow row, Replacement replacement, IndexStatus status)
      throws ConnectorException, InterruptedException {
    StoredFile old = row.stored();
    if (status.state() == IndexStatus.State.MISSING) {
      at.state().files().replacementAbandoned(row.id());
      return;
    }
    IndexStatus.State oldState = old == null ? IndexStatus.State.MISSING : stateOf(old);
    if (holdsContent(oldState) && gaveNothing(status.state())) {
      abandon(row, replacement, status);
      return;
    }
    if (old != null && oldState != IndexStatus.State.MISSING) {
      if (oldState == IndexStatus.State.DISABLED) {
        handOver(row, replacement, old);
      }
      removeOld(replacement, old);
    }
    takePlace(row, replacement);
  }

  // One that a person switched off may be switched on again.
  private static boolean holdsContent(IndexStatus.State old) {
    return old == IndexStatus.State.SEARCHABLE || old == IndexStatus.State.DISABLED;
  }

  private static boolean gaveNothing(IndexStatus.State next) {
    return next == IndexStatus.State.FAILED || next == IndexStatus.State.EMPTY;
  }

  // Settings of the older document have to be there before the newer one is indexed; whether it was
  // switched off can only be handed over afterwards, since such a document is never indexed.
  private void handOver(FileRow row, Replacement replacement, StoredFile old)
      throws ConnectorException, InterruptedException {
    StoredFile next = replacement.next();
    Label label = new Label(next.documentName(), labels.metadata(row, next));
    at.toSink().run(() -> at.sink().label(next.document(), label, old.document()));
  }

  private void removeOld(Replacement replacement, StoredFile old)
      throws ConnectorException, InterruptedException {
    at.toSink().run(() -> at.sink().remove(old.document()));
    at.documents().decrementAndGet();
    at.state().indexing().done(old.document());
    at.state().files().oldRemoved(replacement.file());
  }

  private void takePlace(FileRow row, Replacement replacement)
      throws ConnectorException, InterruptedException {
    at.state().files().replaced(replacement, at.clock().instant());
    labels.label(row.id(), Labels.Phase.LISTING);
  }

  // Whoever removed the older one may not have waited until the newer one was indexed.
  private void takeEmptyPlace(FileRow row, Replacement replacement)
      throws ConnectorException, InterruptedException {
    takePlace(row, replacement);
    StoredFile next = replacement.next();
    if (at.sink().indexing().isPresent() && !stateOf(next).settled()) {
      indexing.add(next.document(), row.id());
    }
  }

  private void abandon(FileRow row, Replacement replacement, IndexStatus status)
      throws ConnectorException, InterruptedException {
    DocumentId failed = replacement.next().document();
    at.toSink().run(() -> at.sink().remove(failed));
    at.documents().decrementAndGet();
    at.state().indexing().done(failed);
    at.state().files().replacementAbandoned(row.id());
    String what =
        status.state() == IndexStatus.State.EMPTY
            ? "the sink found nothing in its newer content"
            : "the sink could not index its newer content (" + status.detail() + ")";
    guarded.trouble(
        row.id(),
        row.path(),
        replacement.next().revision().toString(),
        Outcome.FAILED,
        what + "; the older document stays, and it is tried again later");
  }

  private IndexStatus.State stateOf(StoredFile file)
      throws ConnectorException, InterruptedException {
    Indexing states = at.sink().indexing().orElseThrow();
    Map<DocumentId, IndexStatus> answer =
        at.toSink().call(() -> states.states(List.of(file.document())));
    IndexStatus status = answer.get(file.document());
    return status == null ? IndexStatus.State.MISSING : status.state();
  }

  /** A step of a replacement that is still open, with what is recorded of its file now. */
  @FunctionalInterface
  private interface Step {
    void of(FileRow row, Replacement replacement) throws ConnectorException, InterruptedException;
  }

  // Never called with the turn of a file: whoever waits at the gate must hold up nobody.
  private void submit(FileRow row, Replacement replacement, Step step) throws InterruptedException {
    at.gate().pass();
    log.debug("going on with the replacement of {}", row.path());
    String revision = replacement.next().revision().toString();
    Guarded.Step alone =
        () -> guarded.turns().alone(row.id(), () -> ifStillOpen(replacement, step));
    at.sinkLanes().submit(Sink.PUTS, () -> guarded.run(row.id(), row.path(), revision, alone));
  }

  // The file may have been removed meanwhile, and its documents with it.
  private void ifStillOpen(Replacement replacement, Step step)
      throws ConnectorException, InterruptedException {
    FileRow row = at.state().files().find(replacement.file()).orElse(null);
    Replacement open = at.state().files().replacement(replacement.file()).orElse(null);
    if (row != null
        && open != null
        && open.next().document().equals(replacement.next().document())) {
      step.of(row, open);
    }
  }
}
