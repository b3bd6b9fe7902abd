package io.kbsync.tests.faults;

/** A call that a sync makes, under the name by which the simulators know it. */
enum Endpoint {
  TOKEN("token", "the application's token", Kind.LOGIN),
  USER("user", "the user's unionId", Kind.OLD_API),
  SPACES("drive.spaces", "which Drive spaces there are", Kind.OPEN_API),
  OWN_SPACE("drive.mySpaces", "the account's own space", Kind.OPEN_API),
  WORKSPACES("workspaces", "which knowledge bases there are", Kind.OPEN_API),
  OWN_WORKSPACE("mineWorkspaces", "the account's own documents", Kind.OPEN_API),
  ALL_DENTRIES("dentries.listAll", "a page of a whole Drive space", Kind.OPEN_API),
  DENTRIES("dentries.list", "a page of a Drive folder", Kind.OPEN_API),
  NODES("nodes", "a page of a knowledge base", Kind.OPEN_API),
  DENTRY_ID("queryDentryId", "where a file of a knowledge base lies", Kind.OPEN_API),
  DOWNLOAD_INFO("downloadInfo", "a signed link", Kind.OPEN_API),
  DOWNLOAD("download", "the bytes behind a signed link", Kind.STORE),
  EXPORT_SUBMIT("export.submit", "the order of an export", Kind.OPEN_API),
  EXPORT_QUERY("export.query", "the state of an export", Kind.OPEN_API),
  BLOCKS("blocks", "the text of a document", Kind.OPEN_API),
  DENTRY_BATCH("dentries.batch", "whether files of Drive still exist", Kind.OPEN_API),
  DENTRY("dentries.query", "whether one of them does", Kind.OPEN_API),
  NODE_BATCH("nodes.batch", "whether files of a base still exist", Kind.OPEN_API),
  NODE("node", "whether one of them does", Kind.OPEN_API),
  DATASET("datasets.list", "the dataset", Kind.RAGFLOW),
  READING("documents.list", "documents and their states", Kind.RAGFLOW),
  UPLOAD("documents.upload", "the upload of a document", Kind.RAGFLOW),
  UPDATE("documents.update", "its name and metadata", Kind.RAGFLOW),
  PARSE("documents.parse", "the start of parsing", Kind.RAGFLOW),
  INGEST("documents.ingest", "the same, in datasets with a pipeline", Kind.RAGFLOW),
  DELETE("documents.delete", "the removal of a document", Kind.RAGFLOW);

  /** Who answers. */
  enum Kind {
    LOGIN,
    OLD_API,
    OPEN_API,
    STORE,
    RAGFLOW
  }

  private final String id;
  private final String meaning;
  private final Kind kind;

  Endpoint(String id, String meaning, Kind kind) {
    this.id = id;
    this.meaning = meaning;
    this.kind = kind;
  }

  String id() {
    return id;
  }

  String meaning() {
    return meaning;
  }

  Kind kind() {
    return kind;
  }

  boolean ofRagflow() {
    return kind == Kind.RAGFLOW;
  }

  /** Whether it is asked before a run can begin. */
  boolean isOfStart() {
    return compareTo(OWN_WORKSPACE) <= 0 || this == DATASET;
  }

  /** Calls that only some servers see have a world of their own. */
  FaultWorld.Setup setup() {
    return switch (this) {
      case BLOCKS -> FaultWorld.Setup.WITHOUT_EXPORT;
      case DENTRIES -> FaultWorld.Setup.WITHOUT_LIST_ALL;
      case INGEST -> FaultWorld.Setup.PIPELINE;
      default -> FaultWorld.Setup.USUAL;
    };
  }

  @Override
  public String toString() {
    return id;
  }
}
