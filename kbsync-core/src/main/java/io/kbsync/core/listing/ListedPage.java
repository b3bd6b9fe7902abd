package io.kbsync.core.listing;

import io.kbsync.api.source.Gap;
import java.util.List;

/**
 * A page whose files know their paths.
 *
 * @param files files of this page, and earlier ones whose folders only came now
 * @param gaps parts that could not be read, by the path of the part
 */
public record ListedPage(List<ListedFile> files, List<Unread> gaps) {

  public ListedPage {
    files = List.copyOf(files);
    gaps = List.copyOf(gaps);
  }

  /**
   * A part of a root that could not be read.
   *
   * @param path of the folder, with the root's name; the root's name alone for the whole root
   */
  public record Unread(String path, Gap gap) {}
}
