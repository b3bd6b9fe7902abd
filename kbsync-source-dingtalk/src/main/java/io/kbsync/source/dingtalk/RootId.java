package io.kbsync.source.dingtalk;

import io.kbsync.api.FatalException;
import io.kbsync.api.source.Root;
import java.util.List;

/** What the id of a root says: enough to list it without another call. */
sealed interface RootId {

  /** The id as the engine keeps it. */
  String text();

  /** The node that its page shows; empty where none is known. */
  default String node() {
    return "";
  }

  record Wiki(String workspaceId, String rootNodeId) implements RootId {
    @Override
    public String text() {
      return "wiki/" + workspaceId + "/" + rootNodeId;
    }

    @Override
    public String node() {
      return rootNodeId;
    }
  }

  record Drive(String spaceId) implements RootId {
    @Override
    public String text() {
      return "drive/" + spaceId;
    }
  }

  /** Whether this is a knowledge base, or would be one. */
  static boolean isWiki(Root root) {
    return root.id().startsWith("wiki/");
  }

  static RootId of(Root root) throws FatalException {
    List<String> parts = List.of(root.id().split("/", -1));
    if (parts.size() == 3 && parts.get(0).equals("wiki")) {
      return new Wiki(parts.get(1), parts.get(2));
    } else if (parts.size() == 2 && parts.get(0).equals("drive")) {
      return new Drive(parts.get(1));
    }
    throw new FatalException(
        FatalException.Kind.REFUSED_VALUE,
        "'" + root.id() + "' is no root of DingTalk; it is drive/SPACE or wiki/BASE/NODE",
        null);
  }
}
