package io.kbsync.core.state;

import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;

/**
 * The name that a file's document would like best.
 *
 * @param document what the document would be called
 * @param file the name of the file at the source that it was made of
 */
public record WantedName(String document, String file) {

  /** For a document that holds the file in this form. */
  public static WantedName of(RemoteFile file, Rendition rendition) {
    return new WantedName(rendition.nameOf(file), file.name());
  }
}
