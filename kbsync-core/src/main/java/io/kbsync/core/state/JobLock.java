package io.kbsync.core.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time run a job. The operating system gives the lock back when the process
 * ends, however it ends. Not thread-safe.
 */
public final class JobLock implements AutoCloseable {

  // The system's lock belongs to the process, and closing any other channel on the file gives it
  // back:
  // within the process, this map tells who holds it.
  private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private JobLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock of a job.
   *
   * @throws JobHeldException when another process, or this one, holds it
   */
  public static JobLock take(Path file, String job, Instant now)
      throws JobHeldException, StateException {
    Path key = key(file);
    String holder = "process " + ProcessHandle.current().pid() + ", since " + now;
    String other = HELD.putIfAbsent(key, holder);
    if (other != null) {
      throw held(job, other);
    }
    JobLock taken = null;
    try {
      taken = lock(key, job, holder);
      return taken;
    } catch (IOException e) {
      throw new StateException("Cannot lock the job's state in " + file + ": " + e.getMessage(), e);
    } finally {
      if (taken == null) {
        HELD.remove(key);
      }
    }
  }

  private static JobLock lock(Path file, String job, String holder)
      throws IOException, JobHeldException {
    JobState.makePrivate(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      throw held(job, holder(file).orElse("it did not say which"));
    }
    writeHolder(channel, holder);
    return new JobLock(file, channel, lock);
  }

  private static JobHeldException held(String job, String holder) {
    return new JobHeldException(
        "Another process runs the job '"
            + job
            + "': "
            + holder
            + ". Stop that one first (a service with systemctl stop). Only a config for another"
            + " dataset needs another name: job=NAME.");
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Who holds the lock, as that process wrote it; empty when nobody does. */
  public static Optional<String> holderOf(Path file) throws StateException {
    String here = HELD.get(key(file));
    if (here != null) {
      return Optional.of(here);
    }
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        lock.release();
        return Optional.empty();
      }
      return Optional.of(holder(file).orElse("a process that did not say which"));
    } catch (IOException e) {
      throw new StateException("Cannot look at the lock " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new StateFailure("Cannot give back the lock of the job", e);
    } finally {
      HELD.remove(file);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void writeHolder(FileChannel channel, String holder) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static Optional<String> holder(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
