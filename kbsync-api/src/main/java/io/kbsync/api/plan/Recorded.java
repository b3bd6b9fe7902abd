package io.kbsync.api.plan;

import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Revision;
import java.util.Objects;

/**
 * What the engine remembers of a file that stands in the sink.
 *
 * @param id the file
 * @param revision the listed revision whose content was stored
 * @param rendition the id of the rendition that was stored
 * @param wanted the id of the best rendition that was on offer then; a change of format shows here
 * @param name the file's name when it was last labelled
 * @param path the file's path, with the root's name, when it was last labelled
 * @param adopted true while the document is one that KBSync found and did not store
 */
public record Recorded(
    FileId id,
    Revision revision,
    String rendition,
    String wanted,
    String name,
    String path,
    boolean adopted) {

  public Recorded {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(rendition, "rendition");
    Objects.requireNonNull(wanted, "wanted");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(path, "path");
  }
}
