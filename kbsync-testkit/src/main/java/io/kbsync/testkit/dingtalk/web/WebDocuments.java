package io.kbsync.testkit.dingtalk.web;

import java.util.List;
import java.util.Optional;

/** What the pages show. Implemented by the world behind them; called from many threads at once. */
public interface WebDocuments {

  /** The node; empty when there is none or it is in the recycle bin. */
  Optional<WebDocument> find(String uuid);

  /** The node with this dentryKey or docKey. */
  Optional<WebDocument> findByKey(String key);

  /** What lies below, without what the account may not see. */
  List<WebDocument> children(String uuid);

  /** The topmost node of a knowledge base or Drive space; empty when there is no such space. */
  Optional<WebDocument> rootOf(String spaceId);
}
