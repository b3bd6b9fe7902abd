package io.kbsync.core.transfer;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameTakenException;
import io.kbsync.api.source.FileId;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Names;
import io.kbsync.core.state.StoredFile;
import io.kbsync.core.state.WantedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives documents their names and metadata. Thread-safe. */
public final class Labels {

  private static final Logger log = LoggerFactory.getLogger(Labels.class);
  private static final int TRIES = 8;

  private final Workplace at;

  public Labels(Workplace at) {
    this.at = at;
  }

  /** When a name that is held by another file of ours may be waited for. */
  public enum Phase {
    /** Files that were not seen yet may give their names back. */
    LISTING,
    /** Whoever wanted to give a name back has done so. */
    AFTERWARDS
  }

  /** What came of asking for a name for a file, and what was recorded of it then. */
  record Asked(FileRow row, Names.Claim claim) {}

  /** Asks for a name; waits for nothing but the record. */
  Asked ask(FileId file, Phase phase) {
    return at.state()
        .atOnce(
            () -> {
              FileRow row = at.state().files().find(file).orElseThrow();
              boolean listing = phase == Phase.LISTING;
              return new Asked(
                  row, at.state().names().claim(file, at.run(), listing, candidates(row)));
            });
  }

  /** Labels the document of a file. One whose name may become free later stays due. */
  public void label(FileId file, Phase phase) throws ConnectorException, InterruptedException {
    label(ask(file, phase), phase);
  }

  /** Labels the document of a file for which a name was asked just now. */
  void label(Asked first, Phase phase) throws ConnectorException, InterruptedException {
    Asked asked = first;
    for (int i = 0; i < TRIES; i++) {
      FileRow row = asked.row();
      if (!(asked.claim() instanceof Names.Claim.Granted granted)) {
        tellIfExhausted(row, asked.claim());
        return;
      }
      if (apply(row, granted.name(), phase)) {
        return;
      }
      asked = ask(row.id(), phase);
    }
    log.warn(
        "No free name was found for {}; it keeps the name of its key for now", first.row().id());
  }

  /**
   * Labels all that are due, now that the listing is over. A document that is being replaced may go
   * at any moment: its successor gets the label, from whoever puts it in its place.
   */
  public void labelDue(Guarded guarded) throws InterruptedException {
    for (FileRow row : releaseNames(guarded)) {
      if (!row.replacing()) {
        at.gate().pass();
        guarded.run(
            row.id(),
            row.path(),
            row.stored() == null ? "" : row.stored().revision().toString(),
            () -> labelAnew(row));
      }
    }
  }

  // A file that another thread settles just now keeps its name, or it would bear one in the sink
  // that anybody may claim.
  private List<FileRow> releaseNames(Guarded guarded) {
    List<FileRow> released = new ArrayList<>();
    for (FileRow row : at.state().names().due()) {
      if (guarded.turns().aloneUnlessBusy(row.id(), () -> at.state().names().release(row.id()))) {
        released.add(row);
      }
    }
    return released;
  }

  private void labelAnew(FileRow row) throws ConnectorException, InterruptedException {
    label(row.id(), Phase.AFTERWARDS);
    FileRow after = at.state().files().find(row.id()).orElse(row);
    if (row.storedName() != null && !after.labelDue() && after.claimedName() != null) {
      at.tally().on(new SyncEvent.Relabelled(row.path(), after.claimedName()));
    }
  }

  /** What is said of a document beside its name. */
  Map<String, String> metadata(FileRow row, StoredFile stored) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("kbsync_source", at.sourceType());
    metadata.put("kbsync_path", row.path());
    metadata.put("kbsync_file", row.id().value());
    metadata.put("kbsync_revision", stored.revision().toString());
    if (row.webUrl() != null) {
      metadata.put("kbsync_url", row.webUrl());
    }
    if (row.modifiedAt() != null) {
      metadata.put("kbsync_modified", row.modifiedAt().toString());
    }
    return metadata;
  }

  private boolean apply(FileRow row, String name, Phase phase)
      throws ConnectorException, InterruptedException {
    StoredFile stored = row.inSink().orElseThrow();
    // A document that was never labelled has nothing of anybody's to keep.
    DocumentId keeping = row.storedName() == null ? null : stored.document();
    Label label = new Label(name, metadata(row, stored));
    try {
      at.toSink().run(() -> at.sink().label(stored.document(), label, keeping));
    } catch (NameTakenException e) {
      return makeRoom(row, name, phase);
    }
    String key = at.names().sameKey(name);
    at.state().names().labelled(row.id(), name, key, wantedName(row).file(), row.path());
    return true;
  }

  /** Someone holds the name in the sink. Returns whether this file is to wait. */
  private boolean makeRoom(FileRow row, String name, Phase phase)
      throws ConnectorException, InterruptedException {
    String key = at.names().sameKey(name);
    Optional<FileRow> holder = at.state().names().namedInSink(row.id(), key);
    if (holder.isEmpty()) {
      at.state().names().takenByOthers(row.id(), name, key);
      return false;
    }
    if (phase == Phase.LISTING || holder.get().replacing()) {
      return true;
    }
    park(holder.get());
    return false;
  }

  // Two files that swap their names: the holder steps aside under the name of its key.
  private void park(FileRow holder) throws ConnectorException, InterruptedException {
    StoredFile stored = holder.inSink().orElseThrow();
    String ending = endingOf(stored.documentName());
    String aside =
        (stored.documentKey().isEmpty()
                ? "kbsync-" + stored.document().value()
                : stored.documentKey())
            + ending;
    Label label = new Label(aside, metadata(holder, stored));
    at.toSink().run(() -> at.sink().label(stored.document(), label, stored.document()));
    at.state().names().parked(holder.id(), aside);
  }

  private List<Names.Candidate> candidates(FileRow row) {
    return at.names().candidates(wantedName(row).document(), row.path(), row.id()).stream()
        .map(name -> new Names.Candidate(name, at.names().sameKey(name)))
        .toList();
  }

  private static WantedName wantedName(FileRow row) {
    return row.wantedName() == null ? new WantedName(row.name(), row.name()) : row.wantedName();
  }

  private void tellIfExhausted(FileRow row, Names.Claim claim) {
    if (claim instanceof Names.Claim.Exhausted) {
      at.tally()
          .on(
              new SyncEvent.Warning(
                  "Every name for '"
                      + row.path()
                      + "' is taken in the dataset; its document keeps"
                      + " the name of its key until one is free"));
    }
  }

  private static String endingOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot);
  }
}
