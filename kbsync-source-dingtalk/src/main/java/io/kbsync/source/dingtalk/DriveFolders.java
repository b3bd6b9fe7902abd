package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkWire.Dentries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the folders of one Drive space. */
final class DriveFolders implements FolderReader {

  /** The id under which the children of a space's root are asked for. */
  static final String ROOT = "0";

  static final String BY_CREATION = "CREATE_TIME";

  /** What is created while the pages are turned comes at the end. */
  static final String OLDEST_FIRST = "ASC";

  private final DingTalkClient client;
  private final FileMapping mapping;
  private final String spaceId;
  private final PagedReads pages;

  DriveFolders(DingTalkClient client, FileMapping mapping, String spaceId, PageSizes sizes) {
    this.client = client;
    this.mapping = mapping;
    this.spaceId = spaceId;
    this.pages = new PagedReads(sizes, Groups.DENTRIES);
  }

  @Override
  public Answer<Children> read(@Nullable Folder folder, @Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    String parent = folder == null ? null : folder.id();
    String what =
        folder == null ? "list the Drive space" : "list the folder '" + folder.name() + "'";
    Answer<Dentries> answer = pages.read(pageToken, size -> page(what, parent, size, pageToken));
    return answer.map(page -> children(page, parent));
  }

  private Answer<Dentries> page(
      String what, @Nullable String parent, int size, @Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    return client.tryAsk(
        Groups.DENTRIES,
        what,
        (api, token, unionId) ->
            api.dentries(
                token,
                spaceId,
                parent == null ? ROOT : parent,
                unionId,
                size,
                BY_CREATION,
                OLDEST_FIRST,
                pageToken));
  }

  private Children children(Dentries page, @Nullable String parent) {
    DentryPage entries = DentryPage.of(page);
    List<RemoteFile> files =
        entries.files().stream().map(entry -> mapping.file(entry, spaceId, parent)).toList();
    List<Folder> folders =
        entries.folders().stream().map(entry -> FileMapping.folder(entry, parent)).toList();
    if (entries.nextToken() != null) {
      pages.more();
    }
    return new Children(files, folders, entries.complete(), entries.nextToken());
  }
}
