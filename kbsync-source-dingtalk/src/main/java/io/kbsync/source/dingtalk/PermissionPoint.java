package io.kbsync.source.dingtalk;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The permission points of DingTalk's console that the application needs: six for Drive and the
 * trees of knowledge bases, a seventh for what was uploaded to a knowledge base, and one more to
 * hear of changes.
 */
enum PermissionPoint {
  MEMBER("qyapi_get_member", "成员信息读权限", "read member information"),
  DRIVE_SPACE("Drive.Space.Read", "钉盘应用盘空间读权限", "read application spaces in Drive"),
  STORAGE_FILE("Storage.File.Read", "企业存储文件读权限", "read enterprise storage files"),
  DOWNLOAD_INFO(
      "Storage.DownloadInfo.Read",
      "企业存储文件下载信息读权限",
      "read download information of enterprise storage files"),
  WIKI_WORKSPACE("Wiki.Workspace.Read", "知识库读权限", "read knowledge bases"),
  WIKI_NODE("Wiki.Node.Read", "知识库节点读权限", "read knowledge base nodes"),
  WIKI_DOCUMENT("Document.WorkspaceDocument.Read", "知识库文档读权限", "read knowledge base documents"),
  STORAGE_EVENT(
      "Storage.Event.Write", "企业存储文件变更事件订阅写权限", "subscribe to changes of enterprise storage files");

  private final String code;
  private final String consoleName;
  private final String english;

  PermissionPoint(String code, String consoleName, String english) {
    this.code = code;
    this.consoleName = consoleName;
    this.english = english;
  }

  String code() {
    return code;
  }

  String consoleName() {
    return consoleName;
  }

  String english() {
    return english;
  }

  /** As people find it in the console: name, meaning and scope code. */
  String described() {
    return consoleName + " (" + english + ", " + code + ")";
  }

  /** The points of these scope codes for people; codes that are not known here stay as they are. */
  static String describe(Collection<String> codes) {
    return codes.stream().map(PermissionPoint::describe).collect(Collectors.joining(", "));
  }

  private static String describe(String code) {
    return Arrays.stream(values())
        .filter(point -> point.code.equals(code))
        .findFirst()
        .map(PermissionPoint::described)
        .orElse(code);
  }
}
