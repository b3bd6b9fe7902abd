package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.dingtalk.web.WebDocument;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An entry at one moment.
 *
 * @param seenAt goes into exported files
 */
record WebView(
    String uuid,
    String dentryKey,
    String docKey,
    String name,
    String extension,
    Kind kind,
    String spaceId,
    boolean readable,
    boolean downloadable,
    boolean hasChildren,
    Instant createdAt,
    Instant modifiedAt,
    long version,
    Content content,
    Instant seenAt)
    implements WebDocument {

  /** To be called with the world's lock held. */
  static WebView of(Entry entry, Instant now) {
    Optional<KnowledgeBase> base = entry.base();
    boolean readable = !entry.isDenied() && base.map(b -> b.role().sees()).orElse(true);
    return new WebView(
        entry.uuid(),
        Ids.letters("dentryKey of " + entry.uuid(), 16),
        Ids.letters("docKey of " + entry.uuid(), 20),
        entry.isRoot() ? base.map(KnowledgeBase::name).orElse("") : entry.name(),
        entry.extension().orElse(""),
        kind(entry),
        base.map(KnowledgeBase::id).orElse(entry.spaceId()),
        readable,
        readable && base.map(b -> b.role().downloads()).orElse(true),
        !entry.shownChildren().isEmpty(),
        entry.createdAt(),
        entry.modifiedAt(),
        entry.version(),
        entry.content(),
        now);
  }

  private static Kind kind(Entry entry) {
    if (entry.isShortcut()) {
      return Kind.LINK;
    } else if (entry.isFolder()) {
      return Kind.FOLDER;
    }
    return entry.isOnline() ? Kind.ONLINE : Kind.FILE;
  }

  @Override
  public Map<String, Object> checkpoint() {
    return EditorContent.of(this);
  }

  @Override
  public Optional<byte[]> file(String format) {
    if (content instanceof Content.Bytes upload && kind == Kind.FILE) {
      return format.equals(extension) ? Optional.of(upload.bytes()) : Optional.empty();
    }
    return kind == Kind.ONLINE ? EditorFiles.of(this, format) : Optional.empty();
  }
}
