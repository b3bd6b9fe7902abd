package io.kbsync.core.transfer;

import com.google.common.hash.Hashing;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds content between source and sink: small content in memory, larger content in a file that
 * goes when it is closed. Thread-safe.
 */
public final class Spool {

  /** What does not fill one stays in memory; what does comes and goes in such blocks. */
  private static final int BLOCK = 256 * 1024;

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
    Reading in = new Reading(content.stream(), progress);
    byte[] begin = new byte[1 + (int) Math.min(BLOCK - 1, content.promisedLength().orElse(BLOCK))];
    int count = in.fill(begin);
    Spooled spooled = count < begin.length ? inMemory(begin, count) : inFile(begin, in);
    try {
      checkLength(content, spooled.length());
      return content.comparison() == RemoteContent.Comparison.OOXML
          ? spooled.withDigest(OoxmlDigest.of(spooled))
          : spooled;
    } catch (RetriableException | RuntimeException e) {
      spooled.close();
      throw e;
    }
  }

  private static Spooled inMemory(byte[] room, int length) {
    byte[] all = Arrays.copyOf(room, length);
    return new Spooled(all, null, length, Hashing.sha256().hashBytes(all).toString());
  }

  private Spooled inFile(byte[] begin, Reading in) throws RetriableException, PermanentException {
    SpoolFile file = null;
    try {
      file = SpoolFile.in(directory);
      byte[] block = begin;
      byte[] next = new byte[BLOCK];
      for (int count = begin.length; count > 0; count = in.fill(block)) {
        file.write(block, count);
        byte[] free = next;
        next = block;
        block = free;
      }
      return file.finish();
    } catch (IOException e) {
      discard(file);
      throw noRoom(e);
    } catch (RetriableException | PermanentException | RuntimeException e) {
      discard(file);
      throw e;
    }
  }

  private static void discard(@Nullable SpoolFile file) {
    if (file != null) {
      file.discard();
    }
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

  private static void checkLength(RemoteContent content, long length) throws RetriableException {
    long promised = content.promisedLength().orElse(length);
    if (promised != length) {
      throw new RetriableException(
          "The download ended after " + length + " bytes, and " + promised + " were promised",
          null);
    }
  }

  /** Takes content as it comes, and gives up what is too large or too slow. */
  private final class Reading {

    private final InputStream in;
    private final LongConsumer progress;
    private final Instant begin = clock.instant();
    private long length;

    Reading(InputStream in, LongConsumer progress) {
      this.in = in;
      this.progress = progress;
    }

    /** How many bytes came until the room was full or nothing more came. */
    int fill(byte[] room) throws RetriableException, PermanentException {
      int count = 0;
      while (count < room.length) {
        int more = read(room, count);
        if (more < 0) {
          break;
        }
        count += more;
        length += more;
        progress.accept(more);
        checkSize();
        checkPace();
      }
      return count;
    }

    private int read(byte[] room, int from) throws RetriableException {
      try {
        return in.read(room, from, room.length - from);
      } catch (IOException e) {
        throw new RetriableException("The download broke off: " + e.getMessage(), e);
      }
    }

    private void checkSize() throws PermanentException {
      if (length > largest) {
        throw new ContentRefusedException(
            "It is larger than maxFileSize (" + largest + " bytes); raise it to have the file",
            null);
      }
    }

    private void checkPace() throws PermanentException {
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
  }
}
