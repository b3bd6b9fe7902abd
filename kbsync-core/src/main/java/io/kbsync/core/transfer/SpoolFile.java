package io.kbsync.core.transfer;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Large content on its way to the disk. Its digest is taken on a thread of the common pool
 * meanwhile. Used by one thread at a time, which finishes or discards it.
 */
final class SpoolFile {

  private final Path path;
  private final OutputStream out;
  private final Hasher hasher = Hashing.sha256().newHasher();
  private @Nullable ForkJoinTask<?> hashing;
  private long length;

  private SpoolFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /** A new file with a name that no other one has. */
  static SpoolFile in(Path directory) throws IOException {
    Path path = Files.createTempFile(directory, "content-", ".part");
    return new SpoolFile(path, Files.newOutputStream(path));
  }

  /**
   * @param block stays as it is until the next call has returned
   * @param count how many bytes of it count
   */
  void write(byte[] block, int count) throws IOException {
    awaitDigest();
    hashing = ForkJoinPool.commonPool().submit(() -> hasher.putBytes(block, 0, count));
    out.write(block, 0, count);
    length += count;
  }

  private void awaitDigest() {
    if (hashing != null) {
      hashing.join();
      hashing = null;
    }
  }

  Spooled finish() throws IOException {
    awaitDigest();
    out.close();
    return new Spooled(null, path, length, hasher.hash().toString());
  }

  void discard() {
    try (out) {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // What is left is removed when the next process makes its spool.
    }
  }
}
