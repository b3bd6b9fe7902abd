package io.kbsync.core.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Content on its way. Closing it gives its room back. Reading it is thread-safe. */
public final class Spooled implements AutoCloseable {

  private static final int READ_AHEAD = 64 * 1024;

  private final byte @Nullable [] memory;
  private final @Nullable Path file;
  private final long length;
  private final String digest;

  Spooled(byte @Nullable [] memory, @Nullable Path file, long length, String digest) {
    this.memory = memory;
    this.file = file;
    this.length = length;
    this.digest = digest;
  }

  Spooled withDigest(String other) {
    return new Spooled(memory, file, length, other);
  }

  /** In bytes. */
  public long length() {
    return length;
  }

  /** Equal for contents that count as equal. */
  public String digest() {
    return digest;
  }

  /** The content from its beginning. The caller closes it. */
  public InputStream open() throws IOException {
    if (file != null) {
      return new BufferedInputStream(Files.newInputStream(file), READ_AHEAD);
    }
    return new ByteArrayInputStream(memory == null ? new byte[0] : memory);
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // What is left is removed when the next process makes its spool.
      }
    }
  }
}
