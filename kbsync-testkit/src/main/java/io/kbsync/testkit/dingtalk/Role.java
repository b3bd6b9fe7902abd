package io.kbsync.testkit.dingtalk;

/** What the account may do in a knowledge base, the most first. */
public enum Role {
  OWNER,
  MANAGER,
  EDITOR,
  DOWNLOADER,
  /** Looks, and may not download. */
  READER,
  /** Does not see the knowledge base at all. */
  NONE;

  boolean sees() {
    return this != NONE;
  }

  boolean downloads() {
    return compareTo(DOWNLOADER) <= 0;
  }
}
