package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkWire.Node;
import io.kbsync.source.dingtalk.DingTalkWire.Nodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the folders of one knowledge base, and the pages that have pages below them. */
final class WikiFolders implements FolderReader {

  private final DingTalkClient client;
  private final FileMapping mapping;
  private final String rootNodeId;
  private final PagedReads pages;
  private final FolderNotes notes;

  /**
   * @param notes hears what is read
   */
  WikiFolders(
      DingTalkClient client,
      FileMapping mapping,
      String rootNodeId,
      PageSizes sizes,
      FolderNotes notes) {
    this.client = client;
    this.mapping = mapping;
    this.rootNodeId = rootNodeId;
    this.pages = new PagedReads(sizes, Groups.NODES);
    this.notes = notes;
  }

  @Override
  public Answer<Children> read(@Nullable Folder folder, @Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    String parent = folder == null ? null : folder.id();
    String what =
        folder == null ? "list the knowledge base" : "list the folder '" + folder.name() + "'";
    Answer<Nodes> answer = pages.read(pageToken, size -> page(what, parent, size, pageToken));
    return answer.map(page -> children(page, parent));
  }

  private Answer<Nodes> page(
      String what, @Nullable String parent, int size, @Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    return client.tryAsk(
        Groups.NODES,
        what,
        (api, token, unionId) ->
            api.nodes(token, parent == null ? rootNodeId : parent, unionId, size, pageToken));
  }

  private Children children(Nodes page, @Nullable String parent) {
    List<Node> all = page.nodes() == null ? List.of() : page.nodes();
    List<Node> nodes = all.stream().filter(node -> node.nodeId() != null).toList();
    List<RemoteFile> files =
        nodes.stream().filter(FileMapping::isFile).map(node -> mapping.file(node, parent)).toList();
    List<Folder> folders =
        nodes.stream()
            .filter(FileMapping::isFolder)
            .map(node -> FileMapping.folder(node, parent))
            .toList();
    nodes.stream().filter(FileMapping::isFolder).forEach(notes::saw);
    notes.read(parent, files);
    boolean complete = page.nodes() != null && nodes.size() == all.size();
    String nextToken = PageTokens.next(page.nextToken());
    if (nextToken != null) {
      pages.more();
    }
    return new Children(files, folders, complete, nextToken);
  }
}
