package io.kbsync.source.dingtalk;

import io.kbsync.source.dingtalk.DingTalkWire.Dentries;
import io.kbsync.source.dingtalk.DingTalkWire.Dentry;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page of storage entries holds, without those in the recycle bin.
 *
 * @param complete false when the answer was not a list, or held entries that have no id
 * @param nextToken of the page after this one; null: there is none
 */
record DentryPage(
    List<Dentry> files, List<Dentry> folders, boolean complete, @Nullable String nextToken) {

  private static final Set<String> NOT_LISTED = Set.of("DELETED", "EXPIRED");

  static DentryPage of(Dentries page) {
    List<Dentry> all = page.dentries() == null ? List.of() : page.dentries();
    List<Dentry> entries =
        all.stream()
            .filter(entry -> entry.id() != null)
            .filter(entry -> entry.status() == null || !NOT_LISTED.contains(entry.status()))
            .toList();
    return new DentryPage(
        entries.stream().filter(entry -> !FileMapping.isFolder(entry)).toList(),
        entries.stream().filter(FileMapping::isFolder).toList(),
        page.dentries() != null && all.stream().noneMatch(entry -> entry.id() == null),
        PageTokens.next(page.nextToken()));
  }
}
