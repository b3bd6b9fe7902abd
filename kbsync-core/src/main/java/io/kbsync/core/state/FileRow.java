package io.kbsync.core.state;

import io.kbsync.api.plan.Recorded;
import io.kbsync.api.source.FileId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one file.
 *
 * @param id the file
 * @param root the id of the root that showed it last
 * @param name as last listed
 * @param path as last listed, with the root's name
 * @param webUrl as last listed
 * @param modifiedAt as last listed
 * @param seenRun the last run that listed it
 * @param stored how it stands in the sink; null: it does not
 * @param storedName the name of the file that its last label was made of
 * @param storedPath its path when it was last labelled
 * @param claimedName the document name that is its own; null: none yet
 * @param wantedName the name its document would like best; null: not known yet
 * @param labelDue the sink does not know its name and metadata yet
 * @param editedAt when its last change was noticed
 * @param nextCheck when its content is to be compared; null: only its revision tells
 * @param trouble why it does not go through; null: it does
 * @param replacing a newer document of it waits to become searchable
 */
public record FileRow(
    FileId id,
    String root,
    String name,
    String path,
    @Nullable String webUrl,
    @Nullable Instant modifiedAt,
    long seenRun,
    @Nullable StoredFile stored,
    @Nullable String storedName,
    @Nullable String storedPath,
    @Nullable String claimedName,
    @Nullable WantedName wantedName,
    boolean labelDue,
    @Nullable Instant editedAt,
    @Nullable Instant nextCheck,
    @Nullable Trouble trouble,
    boolean replacing) {

  /** How it stands in the sink. */
  public Optional<StoredFile> inSink() {
    return Optional.ofNullable(stored);
  }

  // A label that is due will be of the name it was decided for, whatever the file is called by
  // then.
  private String labelledFor() {
    if (labelDue && wantedName != null) {
      return wantedName.file();
    }
    return storedName == null ? name : storedName;
  }

  /** What a plan may know of it; empty when it does not stand in the sink. */
  public Optional<Recorded> recorded() {
    return inSink()
        .map(
            file ->
                new Recorded(
                    id,
                    file.revision(),
                    file.rendition(),
                    file.wanted(),
                    labelledFor(),
                    storedPath == null ? path : storedPath,
                    file.adopted()));
  }
}
