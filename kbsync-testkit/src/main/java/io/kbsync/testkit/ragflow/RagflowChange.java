package io.kbsync.testkit.ragflow;

/**
 * Something that happened to a document.
 *
 * @param dataset the id of its dataset
 * @param kind what happened
 * @param document its id
 * @param name its name afterwards, or its last one
 */
public record RagflowChange(String dataset, Kind kind, String document, String name) {

  /** What can happen to a document. */
  public enum Kind {
    UPLOADED,
    UPDATED,
    PARSING,
    PARSED,
    DELETED
  }
}
