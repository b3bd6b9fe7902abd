package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the children of one folder, page by page. Thread-safe. */
@FunctionalInterface
interface FolderReader {

  /**
   * One page, at the price of one counted request.
   *
   * @param folder null: the root
   * @param pageToken null: the first page
   */
  Answer<Children> read(@Nullable Folder folder, @Nullable String pageToken)
      throws ConnectorException, InterruptedException;

  /**
   * What a page holds.
   *
   * @param complete false when the answer was not a list, or held entries that have no id
   * @param nextToken of the page after this one; null: there is none
   */
  record Children(
      List<RemoteFile> files, List<Folder> folders, boolean complete, @Nullable String nextToken) {

    public Children {
      files = List.copyOf(files);
      folders = List.copyOf(folders);
    }
  }
}
