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

  private static final int PAGE_SIZE = 50;

  private final DingTalkClient client;
  private final FileMapping mapping;
  private final String rootNodeId;

  WikiFolders(DingTalkClient client, FileMapping mapping, String rootNodeId) {
    this.client = client;
    this.mapping = mapping;
    this.rootNodeId = rootNodeId;
  }

  @Override
  public Answer<Children> read(@Nullable Folder folder, @Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    String parent = folder == null ? null : folder.id();
    Answer<Nodes> answer =
        client.tryAsk(
            Groups.NODES,
            folder == null ? "list the knowledge base" : "list the folder '" + folder.name() + "'",
            (api, token, unionId) ->
                api.nodes(
                    token, parent == null ? rootNodeId : parent, unionId, PAGE_SIZE, pageToken));
    return answer.map(page -> children(page, parent));
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
    boolean complete = page.nodes() != null && nodes.size() == all.size();
    return new Children(files, folders, complete, PageTokens.next(page.nextToken()));
  }
}
