package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkWire.Dentries;
import io.kbsync.source.dingtalk.DingTalkWire.Dentry;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the folders of one Drive space. */
final class DriveFolders implements FolderReader {

  /** The id under which the children of a space's root are asked for. */
  static final String ROOT = "0";

  static final String BY_CREATION = "CREATE_TIME";

  /** What is created while the pages are turned comes at the end. */
  static final String OLDEST_FIRST = "ASC";

  private static final int PAGE_SIZE = 50;
  private static final Set<String> NOT_LISTED = Set.of("DELETED", "EXPIRED");

  private final DingTalkClient client;
  private final FileMapping mapping;
  private final String spaceId;

  DriveFolders(DingTalkClient client, FileMapping mapping, String spaceId) {
    this.client = client;
    this.mapping = mapping;
    this.spaceId = spaceId;
  }

  @Override
  public Answer<Children> read(@Nullable Folder folder, @Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    String parent = folder == null ? null : folder.id();
    Answer<Dentries> answer =
        client.tryAsk(
            Groups.DENTRIES,
            folder == null ? "list the Drive space" : "list the folder '" + folder.name() + "'",
            (api, token, unionId) ->
                api.dentries(
                    token,
                    spaceId,
                    parent == null ? ROOT : parent,
                    unionId,
                    PAGE_SIZE,
                    BY_CREATION,
                    OLDEST_FIRST,
                    pageToken));
    return answer.map(page -> children(page, parent));
  }

  private Children children(Dentries page, @Nullable String parent) {
    List<Dentry> all = page.dentries() == null ? List.of() : page.dentries();
    List<Dentry> entries =
        all.stream()
            .filter(entry -> entry.id() != null)
            .filter(entry -> entry.status() == null || !NOT_LISTED.contains(entry.status()))
            .toList();
    List<RemoteFile> files =
        entries.stream()
            .filter(entry -> !FileMapping.isFolder(entry))
            .map(entry -> mapping.file(entry, spaceId, parent))
            .toList();
    List<Folder> folders =
        entries.stream()
            .filter(FileMapping::isFolder)
            .map(entry -> FileMapping.folder(entry, parent))
            .toList();
    boolean complete =
        page.dentries() != null && all.stream().noneMatch(entry -> entry.id() == null);
    return new Children(files, folders, complete, PageTokens.next(page.nextToken()));
  }
}
