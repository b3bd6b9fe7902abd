package io.kbsync.testkit.dingtalk;

/** The events of storage spaces. */
enum EventType {
  CREATE("storage_dentry_create"),
  UPDATE("storage_dentry_update"),
  DELETE("storage_dentry_delete");

  private final String code;

  EventType(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}
