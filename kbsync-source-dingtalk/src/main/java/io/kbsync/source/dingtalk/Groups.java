package io.kbsync.source.dingtalk;

/** The names of the APIs that DingTalk limits and counts, each by itself. */
final class Groups {

  static final String TOKEN = "oauth2.accessToken";
  static final String USER = "topapi.user";
  static final String DRIVE_SPACES = "drive.spaces";
  static final String DENTRIES = "storage.dentries";
  static final String LIST_ALL = "storage.listAll";
  static final String DOWNLOAD_INFOS = "storage.downloadInfos";
  static final String WORKSPACES = "wiki.workspaces";
  static final String NODES = "wiki.nodes";
  static final String DENTRY_IDS = "doc.dentryIds";
  static final String EXPORT = "doc.export";
  static final String BLOCKS = "doc.blocks";

  static final String EVENTS = "storage.events";

  /** The connections over which DingTalk tells of events: no calls, and not counted. */
  static final String STREAM = "gateway.connections";

  /** The object store behind the signed links: no API of DingTalk's, and not counted. */
  static final String STORE = "download";

  private Groups() {}
}
