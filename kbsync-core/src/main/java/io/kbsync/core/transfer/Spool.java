package io.kbsync.core.transfer;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds content between source and sink: small content in memory, larger content in a file that
 * goes when it is closed. Thread-safe.
 */
public final class Spool {

  private static final int IN_MEMORY = 256 * 1024;
  private static final int CHUNK = 64 * 1024;

  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final long MIB = 1024 * 1024;

  private final Path directory;
  private final long largest;
  private final Clock clock;

  /**
   * @param directory for larger content; what an earlier process left there is removed
   * @param largest in bytes: larger content is refused; {@link Long#MAX_VALUE}: none is
   */
  public Spool(Path directory, long largest, Clock clock) throws IOException {
    this.directory = directory;
    this.largest = largest;
    this.clock = clock;
    Files.createDirectories(directory);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "content-*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Receives all of it. The caller closes what it gets, and the content.
   *
   * @param progress is told how many more bytes have come
   * @throws RetriableException when fewer or more bytes came than were promised
   * @throws PermanentException when it is too large, does not fit on the disk, or comes so slowly
   *     that it would keep its lane for ever: half an hour, and a minute for each MiB
   */
  public Spooled receive(RemoteContent content, LongConsumer progress)
      throws RetriableException, PermanentException {
    Sink sink = new Sink();
    Instant begin = clock.instant();
    try {
      HashingInputStream in = new HashingInputStream(Hashing.sha256(), content.stream());
      byte[] chunk = new byte[CHUNK];
      for (int n = read(in, chunk); n >= 0; n = read(in, chunk)) {
        sink.write(chunk, n);
        progress.accept(n);
        checkPace(begin, sink.length);
      }
      sink.finish();
      checkLength(content, sink.length);
      Spooled spooled = sink.spooled(in.hash().toString());
      return content.comparison() == RemoteContent.Comparison.OOXML
          ? spooled.withDigest(OoxmlDigest.of(spooled))
          : spooled;
    } catch (RetriableException | PermanentException | RuntimeException e) {
      sink.discard();
      throw e;
    }
  }

  private static int read(InputStream in, byte[] chunk) throws RetriableException {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new RetriableException("The download broke off: " + e.getMessage(), e);
    }
  }

  private void checkPace(Instant begin, long length) throws PermanentException {
    Duration taken = Duration.between(begin, clock.instant());
    if (taken.compareTo(LONGEST.plusMinutes(length / MIB)) > 0) {
      throw PermanentException.failed(
          "It comes too slowly: "
              + length
              + " bytes in "
              + taken.toMinutes()
              + " minutes. It is tried again in a later run",
          null);
    }
  }

  private static void checkLength(RemoteContent content, long length) throws RetriableException {
    long promised = content.promisedLength().orElse(length);
    if (promised != length) {
      throw new RetriableException(
          "The download ended after " + length + " bytes, and " + promised + " were promised",
          null);
    }
  }

  /** Collects bytes in memory, and moves them to a file when they are many. */
  private final class Sink {

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long length;

    void write(byte[] chunk, int n) throws PermanentException {
      length += n;
      if (length > largest) {
        throw PermanentException.skipped(
            "It is larger than maxFileSize (" + largest + " bytes); raise it to have the file");
      }
      try {
        if (out == null && memory.size() + n > IN_MEMORY) {
          spill();
        }
        (out == null ? memory : out).write(chunk, 0, n);
      } catch (IOException e) {
        throw noRoom(e);
      }
    }

    void finish() throws PermanentException {
      try {
        if (out != null) {
          out.close();
        }
      } catch (IOException e) {
        throw noRoom(e);
      }
    }

    Spooled spooled(String sha256) {
      return new Spooled(file == null ? memory.toByteArray() : null, file, length, sha256);
    }

    void discard() {
      try {
        if (out != null) {
          out.close();
        }
      } catch (IOException e) {
        // What could not be written is not wanted any more.
      }
      try {
        if (file != null) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        // What is left is removed when the next process makes its spool.
      }
    }

    private void spill() throws IOException {
      file = Files.createTempFile(directory, "content-", ".part");
      // Connections give their bytes in small pieces; the disk gets larger ones.
      out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK);
      memory.writeTo(out);
      memory.reset();
    }

    private PermanentException noRoom(IOException e) {
      return PermanentException.failed(
          "It cannot be kept in "
              + directory
              + " on its way ("
              + e.getMessage()
              + "). Is the disk full? Free some space, or move stateDir",
          e);
    }
  }
}
