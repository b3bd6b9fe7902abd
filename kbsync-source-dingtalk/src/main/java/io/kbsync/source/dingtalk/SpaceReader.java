package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkWire.Dentries;
import io.kbsync.source.dingtalk.DingTalkWire.Dentry;
import io.kbsync.source.dingtalk.DingTalkWire.ListAllOption;
import io.kbsync.source.dingtalk.DingTalkWire.ListAllRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a whole Drive space in the order of their last change, whatever folder they
 * lie in. Used by one thread.
 */
final class SpaceReader {

  /** What changes meanwhile comes again at the end. */
  static final String OLDEST_FIRST = "ASC";

  /** What changes meanwhile may be missed. */
  static final String NEWEST_FIRST = "DESC";

  private final DingTalkClient client;
  private final FileMapping mapping;
  private final String spaceId;
  private final PagedReads pages;

  SpaceReader(DingTalkClient client, FileMapping mapping, String spaceId, PageSizes sizes) {
    this.client = client;
    this.mapping = mapping;
    this.spaceId = spaceId;
    this.pages = new PagedReads(sizes, Groups.LIST_ALL);
  }

  /**
   * What a page holds.
   *
   * @param oldest the time of the change that lies furthest back; null when no time can be read
   * @param newest the time of the latest change; null when no time can be read
   */
  record Entries(
      List<RemoteFile> files,
      List<Folder> folders,
      @Nullable Instant oldest,
      @Nullable Instant newest,
      boolean complete,
      @Nullable String nextToken) {

    boolean isEmpty() {
      return files.isEmpty() && folders.isEmpty();
    }
  }

  /** One page, at the price of one counted request. */
  Answer<Entries> read(String order, @Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    Answer<Dentries> answer = pages.read(pageToken, size -> page(order, size, pageToken));
    return answer.map(this::entries);
  }

  private Answer<Dentries> page(String order, int size, @Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    ListAllRequest request = new ListAllRequest(new ListAllOption(size, order, pageToken));
    return client.tryAsk(
        Groups.LIST_ALL,
        "list the Drive space as a whole",
        (api, token, unionId) -> api.allDentries(token, spaceId, unionId, request));
  }

  private Entries entries(Dentries dentries) {
    DentryPage page = DentryPage.of(dentries);
    if (page.nextToken() != null) {
      pages.more();
    }
    List<Instant> times =
        Stream.concat(page.files().stream(), page.folders().stream())
            .map(SpaceReader::changed)
            .flatMap(Optional::stream)
            .sorted()
            .toList();
    return new Entries(
        page.files().stream().map(entry -> mapping.file(entry, spaceId, parent(entry))).toList(),
        page.folders().stream().map(entry -> FileMapping.folder(entry, parent(entry))).toList(),
        times.isEmpty() ? null : times.get(0),
        times.isEmpty() ? null : times.get(times.size() - 1),
        page.complete(),
        page.nextToken());
  }

  private static Optional<Instant> changed(Dentry entry) {
    return DingTalkDates.parse(entry.modifiedTime()).map(DingTalkDates.Mark::instant);
  }

  private static @Nullable String parent(Dentry entry) {
    return DriveFolders.ROOT.equals(entry.parentId()) ? null : entry.parentId();
  }
}
