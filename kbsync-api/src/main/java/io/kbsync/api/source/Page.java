package io.kbsync.api.source;

import java.util.List;

/**
 * What one step of a listing brought. Files and folders name their parents by id and may come in
 * any order; a page may repeat what an earlier one held.
 *
 * @param files files found
 * @param folders folders found, and files that have other files below them
 * @param gaps parts that could not be read
 */
public record Page(List<RemoteFile> files, List<Folder> folders, List<Gap> gaps) {

  public Page {
    files = List.copyOf(files);
    folders = List.copyOf(folders);
    gaps = List.copyOf(gaps);
  }
}
