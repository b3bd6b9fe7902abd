package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import org.jspecify.annotations.Nullable;

/**
 * The page size of one listing: the first page of each list finds it, later pages keep it, since a
 * token may count in pages. Used by one thread.
 */
final class PagedReads {

  private final PageSizes sizes;
  private final String group;
  private int size = PageSizes.DOCUMENTED;
  private int fullPages;

  PagedReads(PageSizes sizes, String group) {
    this.sizes = sizes;
    this.group = group;
  }

  /** Reads one page of this size. */
  @FunctionalInterface
  interface Read<T> {
    Answer<T> of(int size) throws ConnectorException, InterruptedException;
  }

  /**
   * @param pageToken null: the first page of a list
   */
  <T> Answer<T> read(@Nullable String pageToken, Read<T> page)
      throws ConnectorException, InterruptedException {
    if (pageToken != null) {
      return page.of(size);
    }
    size = sizes.of(group);
    Answer<T> answer = page.of(size);
    if (answer instanceof Answer.Refused<T> refused
        && sizes.refused(group, size, refused.error())) {
      size = PageSizes.DOCUMENTED;
      return page.of(size);
    }
    if (answer instanceof Answer.Good<T>) {
      sizes.accepted(group, size);
    }
    return answer;
  }

  /** A page came that is not the last of its list. */
  void more() {
    fullPages++;
    sizes.sawFullPages(group, fullPages, size);
  }
}
