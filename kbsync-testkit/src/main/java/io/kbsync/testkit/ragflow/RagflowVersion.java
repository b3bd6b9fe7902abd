package io.kbsync.testkit.ragflow;

/** The servers that {@link RagflowSimulator} can play. */
public enum RagflowVersion {
  /** v0.20.5: update by PUT, DELETE without ids empties the dataset, unknown paths are HTTP 200. */
  V0_20("v0.20.5"),
  /** v0.24.0: the same dangers, HTTP 404 for unknown paths, lists in metadata are split. */
  V0_24("v0.24.0"),
  /** v0.25.0: update by PATCH alone, HTTP 401 for a bad key, still deletes foreign documents. */
  V0_25("v0.25.0"),
  /** v0.27.0: PATCH and PUT, ids checked before a delete, pages of 100 at most, pipelines. */
  V0_27("v0.27.0"),
  /** The Go server of v0.27.0: PATCH alone, names compared exactly, other page sizes. */
  GO("v0.27.0");

  private final String number;

  RagflowVersion(String number) {
    this.number = number;
  }

  /** As the server itself says it. */
  public String number() {
    return number;
  }

  boolean before(RagflowVersion other) {
    return compareTo(other) < 0;
  }

  boolean from(RagflowVersion other) {
    return compareTo(other) >= 0;
  }
}
