package io.kbsync.testkit.ragflow;

/**
 * A dataset that a server is to have.
 *
 * @param pipeline the id of its pipeline; empty: it has none
 */
record DatasetSpec(String id, String name, String tenant, String pipeline) {

  DatasetSpec {
    if (!id.matches("[0-9a-f]{12}1[0-9a-f]{19}")) {
      throw new IllegalArgumentException(
          "RAGFlow's ids are time-based UUIDs: 32 lower-case hexadecimal digits, the 13th of which is"
              + " 1; not '"
              + id
              + "'");
    }
  }
}
