package io.kbsync.api.sink;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document is, independent of its name: which file, in which revision, with which content.
 * It is the name under which the document is put, so that the sink remembers it for us. Lower case,
 * digits and dashes only.
 *
 * @param file hash of source type and file id, 20 hex digits
 * @param revision hash of the listed revision and rendition, 10 hex digits
 * @param content hash of the content, 10 hex digits
 */
public record DocumentKey(String file, String revision, String content) {

  private static final Pattern TEXT =
      Pattern.compile("kbsync-([0-9a-f]{20})-([0-9a-f]{10})-([0-9a-f]{10})");

  public DocumentKey {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(content, "content");
  }

  /**
   * The key that a stored name begins with; empty when it is not one of ours. A server may have
   * appended something to the name.
   */
  public static Optional<DocumentKey> startOf(String storedName) {
    Matcher matcher = TEXT.matcher(storedName);
    return matcher.lookingAt()
        ? Optional.of(new DocumentKey(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "kbsync-" + file + "-" + revision + "-" + content;
  }
}
