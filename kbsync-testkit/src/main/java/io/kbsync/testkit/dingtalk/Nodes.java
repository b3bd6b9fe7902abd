package io.kbsync.testkit.dingtalk;

import java.util.Optional;

/** Finds what the knowledge base and document calls ask for, or says why not. */
final class Nodes {

  private Nodes() {}

  /** The node, if it is there, not deleted, and the account may see it. */
  static Entry find(DingTalkWorld world, String uuid, String notFoundCode) {
    Entry entry =
        world
            .node(uuid)
            .filter(node -> !node.isDeleted())
            .orElseThrow(() -> new ApiException(404, notFoundCode, "The node does not exist."));
    if (isHidden(entry)) {
      throw ApiException.permissionDenied();
    }
    return entry;
  }

  static Optional<Entry> visible(DingTalkWorld world, String uuid) {
    return world.node(uuid).filter(node -> !node.isDeleted() && !isHidden(node));
  }

  private static boolean isHidden(Entry entry) {
    return entry.isDenied() || entry.base().filter(base -> !base.role().sees()).isPresent();
  }
}
