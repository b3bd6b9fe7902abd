package io.kbsync.testkit.dingtalk;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Dentries as the storage calls tell them. */
final class DentryJson {

  private final Account account;
  private final Quirks quirks;
  private final Supplier<Quirks.StorageDates> dates;

  /**
   * @param dates the form of times
   */
  DentryJson(Account account, Quirks quirks, Supplier<Quirks.StorageDates> dates) {
    this.account = account;
    this.quirks = quirks;
    this.dates = dates;
  }

  /** As it is now. */
  Map<String, Object> of(Entry entry) {
    return json(entry, entry.version(), entry.modifiedAt(), entry.size());
  }

  /** As it was when this version was saved. */
  Map<String, Object> of(Entry entry, Entry.Version version) {
    return json(entry, version.number(), version.savedAt(), version.content().size());
  }

  private Map<String, Object> json(Entry entry, long version, Instant modifiedAt, long size) {
    return Json.object(
        "id", entry.dentryId(),
        "spaceId", entry.spaceId(),
        "parentId", entry.parentId(),
        "type", entry.isFolder() ? "FOLDER" : "FILE",
        "name", entry.name(),
        "size", entry.isFolder() ? null : size,
        "path", entry.path(),
        "version", version,
        "status", entry.isDeleted() ? "DELETED" : "NORMAL",
        "extension", entry.extension().orElse(null),
        "creatorId", account.unionId(),
        "modifierId", account.unionId(),
        "createTime", Dates.storage(entry.createdAt(), dates.get()),
        "modifiedTime", Dates.storage(modifiedAt, dates.get()),
        "properties", Json.object("readOnly", false),
        "appProperties", Map.of(),
        "uuid", entry.uuid(),
        "partitionType", "PUBLIC_OSS_PARTITION",
        "storageDriver", entry.kind().storageDriver(),
        "category",
            quirks.has(Quirk.DENTRY_CATEGORY) && !entry.isFolder() ? Category.of(entry) : null);
  }
}
