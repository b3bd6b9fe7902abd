package io.kbsync.testkit.ragflow;

import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds: the bytes of a small one, size and digest of any.
 *
 * @param bytes null beyond {@link #KEPT}
 */
record Content(long size, String sha256, @Nullable ByteString bytes) {

  private static final int KEPT = 1 << 20;

  static Content of(ByteString bytes) {
    return new Content(bytes.size(), bytes.sha256().hex(), bytes.size() > KEPT ? null : bytes);
  }
}
