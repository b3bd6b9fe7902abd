package io.kbsync.core.plan;

import com.google.common.hash.Hashing;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What document a file's content becomes. Pure. */
public final class DocumentKeys {

  private final String sourceType;

  public DocumentKeys(String sourceType) {
    this.sourceType = sourceType.toLowerCase(Locale.ROOT);
  }

  /**
   * @param digest what makes the content equal to another one
   */
  public DocumentKey key(FileId file, Revision revision, Rendition rendition, String digest) {
    return new DocumentKey(fileHash(file), revisionHash(revision, rendition), hash(digest, 10));
  }

  /** The part of the key that a file keeps through all its revisions. */
  public String fileHash(FileId file) {
    return hash(sourceType + "\n" + file.value(), 20);
  }

  /** The part of the key that says which listed revision it is. */
  public String revisionHash(Revision revision, Rendition rendition) {
    return hash(revision + "\n" + rendition.id(), 10);
  }

  /** The part of the key that says which content it is. */
  public String contentHash(String digest) {
    return hash(digest, 10);
  }

  private static String hash(String text, int digits) {
    return Hashing.sha256()
        .hashString(text, StandardCharsets.UTF_8)
        .toString()
        .substring(0, digits);
  }
}
