package io.kbsync.testkit.dingtalk;

/**
 * The permission points of the Open API that reading files, and hearing of their changes, needs.
 */
public enum Permission {
  MEMBER("qyapi_get_member"),
  DRIVE_SPACE("Drive.Space.Read"),
  STORAGE_FILE("Storage.File.Read"),
  STORAGE_DOWNLOAD("Storage.DownloadInfo.Read"),
  WIKI_WORKSPACE("Wiki.Workspace.Read"),
  WIKI_NODE("Wiki.Node.Read"),
  /** Leads from a node of a knowledge base to the file behind it; not among the usual six. */
  WORKSPACE_DOCUMENT("Document.WorkspaceDocument.Read"),
  /** Subscribes to the events of a storage space. */
  STORAGE_EVENT("Storage.Event.Write");

  private final String scope;

  Permission(String scope) {
    this.scope = scope;
  }

  /** The scope code, as error bodies name it. */
  public String scope() {
    return scope;
  }
}
