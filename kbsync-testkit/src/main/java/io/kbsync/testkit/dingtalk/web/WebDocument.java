package io.kbsync.testkit.dingtalk.web;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A node as it is at one moment, as far as pages and their calls show it. */
public interface WebDocument {

  /** What the pages make of it. */
  enum Kind {
    FOLDER,
    /** Uploaded: previewed, downloaded as it is. */
    FILE,
    /** Written in DingTalk: opened in an editor, exported. */
    ONLINE,
    LINK
  }

  /** The dentryUuid, which is the nodeId of the Open API. */
  String uuid();

  /** What the calls about content name in the header {@code a-dentry-key}. */
  String dentryKey();

  /** What the calls about content name in the header {@code a-doc-key}. */
  String docKey();

  String name();

  /** Without a dot; empty where there is none. */
  String extension();

  Kind kind();

  /** The id of its knowledge base or Drive space. */
  String spaceId();

  /** The account may open it. */
  boolean readable();

  /** The account may download and export it. */
  boolean downloadable();

  boolean hasChildren();

  Instant createdAt();

  Instant modifiedAt();

  long version();

  /** The content as the editor keeps it, which is JSON. */
  Map<String, Object> checkpoint();

  /**
   * A file of it; empty when there is none in this format.
   *
   * @param format an ending without a dot; what was uploaded has its own only
   */
  Optional<byte[]> file(String format);
}
