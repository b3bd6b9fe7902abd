package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;

/** One way to the content of documents that were written in DingTalk. Thread-safe. */
interface ExportWay {

  /** The form in which documents arrive this way. */
  Rendition rendition();

  /**
   * Tries this way once.
   *
   * @throws ConnectorException when no other way is to be tried either
   */
  Attempt export(RemoteFile file) throws ConnectorException, InterruptedException;

  /** How it went. */
  sealed interface Attempt {

    /** The receiver closes the content. */
    record Arrived(RemoteContent content) implements Attempt {}

    /**
     * Not this way.
     *
     * @param reason for people
     */
    record Closed(String reason) implements Attempt {}

    /**
     * Not without a login, or not any more in this run.
     *
     * @param verdict on the file, if no other way is left
     */
    record Shut(ConnectorException verdict) implements Attempt {}
  }
}
