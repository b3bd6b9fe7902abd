package io.kbsync.testkit.dingtalk;

/** What DingTalk does here and does not do there; clients have to live with either. */
public enum Quirk {
  /** Organisations without certification list files and may not download them. */
  CERTIFIED(true),
  /** Pages of up to 100 are given, beyond the documented 30 and 50. */
  BIG_PAGES(false),
  /** {@code nextToken=} without a value is answered with 400. */
  EMPTY_TOKEN_REFUSED(true),
  /** A page of nodes repeats its first node at its end. */
  REPEATED_NODES(false),
  /** A batch of dentries tells for each that it does not give why, by an error code. */
  BATCH_ERROR_CODES(true),
  /** Dentries carry {@code category}. */
  DENTRY_CATEGORY(false),
  /** Nodes carry {@code createTimestamp} and {@code modifiedTimestamp}. */
  NODE_TIMESTAMPS(true),
  /** The list of workspaces holds the personal one too, not only mineWorkspaces. */
  PERSONAL_LISTED(false),
  /** A single workspace can be asked for; off: 404 for real ones. */
  WORKSPACE_GET(true),
  /** Missing permissions are told in the newer words, with the scope and a link. */
  NEW_PERMISSION_MESSAGE(false),
  /** Spreadsheets export as xlsx. */
  EXPORT_SHEETS(true),
  /** The answer to an export's submission has the link already. */
  EXPORT_AT_ONCE(false),
  /** Export tasks end as FAILED. */
  EXPORT_FAILS(false),
  /** The application's events are switched on in the developer console. */
  EVENTS_ON(true),
  /** Changes in knowledge bases are events of the space that they are stored in. */
  EVENTS_OF_BASES(true);

  private final boolean usual;

  Quirk(boolean usual) {
    this.usual = usual;
  }

  boolean isUsual() {
    return usual;
  }
}
