package io.kbsync.source.dingtalk;

import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.source.dingtalk.DingTalkWire.Dentry;
import io.kbsync.source.dingtalk.DingTalkWire.LinkSource;
import io.kbsync.source.dingtalk.DingTalkWire.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From DingTalk's entries to files and folders: the one border between the two. */
final class FileMapping {

  static final String SPACE_ID = "spaceId";
  static final String DENTRY_ID = "dentryId";
  static final String UUID = "uuid";
  static final String STORAGE_DRIVER = "storageDriver";

  /** Beside the precision of a mark: how long after it DingTalk may still be writing. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private static final String ONLINE = "ALIDOC";
  private static final Set<String> SHORTCUTS = Set.of("dlink", "hlink");

  private final String docsUrl;
  private final Clock clock;
  private final OnlineFormats formats;

  FileMapping(String docsUrl, Clock clock, OnlineFormats formats) {
    this.docsUrl = docsUrl;
    this.clock = clock;
    this.formats = formats;
  }

  /** An entry of a Drive space that is a file, or counts as one; it has an id. */
  RemoteFile file(Dentry entry, String spaceId, @Nullable String parent) {
    String id = Objects.requireNonNull(entry.id());
    String name = Objects.requireNonNullElse(entry.name(), id);
    boolean online = isOnline(entry);
    Optional<DingTalkDates.Mark> modified = DingTalkDates.parse(entry.modifiedTime());
    RemoteFile.Builder file =
        RemoteFile.builder(new FileId(spaceId + "/" + id), name)
            .parent(parent)
            .revision(revision(entry))
            .settled(online ? modified.map(this::isOld).orElse(true) : entry.version() != null)
            .size(sizeOf(entry.size()))
            .modifiedAt(modified.map(DingTalkDates.Mark::instant).orElse(null))
            .attribute(SPACE_ID, spaceId)
            .attribute(DENTRY_ID, id);
    if (entry.uuid() != null) {
      file.attribute(UUID, entry.uuid()).webUrl(docsUrl + "/i/nodes/" + entry.uuid());
    }
    if (entry.storageDriver() != null) {
      file.attribute(STORAGE_DRIVER, entry.storageDriver());
    }
    return describe(file, entry.extension(), name, online, entry.linkSourceInfo());
  }

  /** A node of a knowledge base that is a file, or counts as one; it has an id. */
  RemoteFile file(Node node, @Nullable String parent) {
    String id = Objects.requireNonNull(node.nodeId());
    String name = Objects.requireNonNullElse(node.name(), id);
    boolean online = isOnline(node);
    Optional<DingTalkDates.Mark> modified = modified(node);
    RemoteFile.Builder file =
        RemoteFile.builder(new FileId(id), name)
            .parent(parent)
            .revision(revision(node))
            .settled(modified.map(this::isOld).orElse(online))
            .size(sizeOf(node.size()))
            .modifiedAt(modified.map(DingTalkDates.Mark::instant).orElse(null))
            .webUrl(node.url() != null ? node.url() : docsUrl + "/i/nodes/" + id)
            .attribute(UUID, id);
    return describe(file, node.extension(), name, online, node.linkSourceInfo());
  }

  /** Whether there is something to walk: folders, and pages with pages below them. */
  static boolean isFolder(Node node) {
    return !isShortcut(node.extension())
        && ("FOLDER".equals(node.type()) || Boolean.TRUE.equals(node.hasChildren()));
  }

  static boolean isFile(Node node) {
    return !"FOLDER".equals(node.type()) || isShortcut(node.extension());
  }

  static boolean isFolder(Dentry entry) {
    return "FOLDER".equals(entry.type()) && !isShortcut(entry.extension());
  }

  /** The folder under which the children of {@code node} lie, named as the client shows it. */
  static Folder folder(Node node, @Nullable String parent) {
    String id = Objects.requireNonNull(node.nodeId());
    String name = Objects.requireNonNullElse(node.name(), id);
    boolean page = isFile(node) && isOnline(node);
    String ending = "." + node.extension();
    boolean named = name.length() > ending.length() && name.endsWith(ending);
    return new Folder(
        id, parent, page && named ? name.substring(0, name.length() - ending.length()) : name);
  }

  static Folder folder(Dentry entry, @Nullable String parent) {
    String id = Objects.requireNonNull(entry.id());
    return new Folder(id, parent, Objects.requireNonNullElse(entry.name(), id));
  }

  /** Whether {@code file} was written in DingTalk and has to be exported. */
  static boolean isOnline(RemoteFile file) {
    return file.lane().equals(OnlineDocuments.LANE)
        || file.lane().equals(OnlineDocuments.BROWSER_LANE);
  }

  private RemoteFile describe(
      RemoteFile.Builder file,
      @Nullable String extension,
      String name,
      boolean online,
      @Nullable LinkSource target) {
    file.extension(extension);
    if (isShortcut(extension)) {
      return file.skipped(shortcutReason(target)).build();
    } else if (!online) {
      return file.build();
    }
    file.lane(OnlineDocuments.LANE);
    Optional<OnlineKind> kind =
        OnlineKind.of(extension != null ? extension : OnlineKind.ending(name));
    return kind.filter(known -> !known.renditions().isEmpty())
        .map(known -> exported(file, known))
        .orElseGet(() -> file.skipped("no export for " + extension).build());
  }

  /**
   * Office files and text are exported again and compared, since their mark lags behind late edits;
   * two exports of one PDF or picture differ, so for them the mark has to do, once it is old
   * enough.
   */
  private RemoteFile exported(RemoteFile.Builder file, OnlineKind kind) {
    List<Rendition> forms = formats.of(kind);
    Rendition best = forms.get(0);
    boolean compared = !best.equals(OnlineDocuments.PDF) && !best.equals(OnlineDocuments.PICTURE);
    if (compared) {
      file.settled(false);
    }
    return file.renditions(forms)
        .lane(kind.needsBrowser() ? OnlineDocuments.BROWSER_LANE : OnlineDocuments.LANE)
        .build();
  }

  private static String shortcutReason(@Nullable LinkSource target) {
    String named =
        target == null || target.id() == null
            ? ""
            : " to " + target.id() + (target.extension() == null ? "" : "." + target.extension());
    return "a shortcut" + named + "; its target is synced where it lies";
  }

  private static boolean isShortcut(@Nullable String extension) {
    return extension != null && SHORTCUTS.contains(extension.toLowerCase(Locale.ROOT));
  }

  private static boolean isOnline(Dentry entry) {
    if (entry.storageDriver() == null && entry.category() == null) {
      return OnlineKind.of(entry.extension()).isPresent();
    }
    return ONLINE.equalsIgnoreCase(entry.storageDriver())
        || (entry.storageDriver() == null && ONLINE.equalsIgnoreCase(entry.category()));
  }

  private static boolean isOnline(Node node) {
    return node.category() == null
        ? OnlineKind.of(node.extension()).isPresent()
        : ONLINE.equalsIgnoreCase(node.category());
  }

  private static Revision revision(Dentry entry) {
    Map<String, String> marks = new LinkedHashMap<>();
    if (entry.version() != null) {
      marks.put("version", entry.version().toString());
    }
    marks.putAll(marksOfTime(entry.modifiedTime()));
    return Revision.of(marks.isEmpty() ? Map.of("modifiedTime", "") : marks);
  }

  // The two ways of listing may write one time in two forms, so its text would make every file look
  // changed when the way turns. Both forms have the minute in common.
  private static Map<String, String> marksOfTime(@Nullable String text) {
    Optional<DingTalkDates.Mark> time = DingTalkDates.parse(text);
    if (time.isEmpty()) {
      return text == null ? Map.of() : Map.of("modifiedTime", text);
    }
    Instant instant = time.get().instant();
    String minute = instant.truncatedTo(ChronoUnit.MINUTES).toString();
    return time.get().precision().equals(DingTalkDates.MINUTE)
        ? Map.of("modifiedMinute", minute)
        : Map.of(
            "modifiedMinute",
            minute,
            "modifiedSecond",
            instant.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static Revision revision(Node node) {
    return node.modifiedTimestamp() != null
        ? Revision.of("modifiedTimestamp", node.modifiedTimestamp().toString())
        : Revision.of("modifiedTime", Objects.requireNonNullElse(node.modifiedTime(), ""));
  }

  private static Optional<DingTalkDates.Mark> modified(Node node) {
    return node.modifiedTimestamp() != null
        ? Optional.of(DingTalkDates.ofMillis(node.modifiedTimestamp()))
        : DingTalkDates.parse(node.modifiedTime());
  }

  private boolean isOld(DingTalkDates.Mark mark) {
    return !clock.instant().isBefore(mark.instant().plus(mark.precision()).plus(MARGIN));
  }

  private static long sizeOf(@Nullable Long size) {
    return size == null ? -1 : size;
  }
}
