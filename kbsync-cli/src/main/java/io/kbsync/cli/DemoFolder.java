package io.kbsync.cli;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a demo leaves everything, and the process that writes into it. Both are gone
 * after the demo, also after one that was stopped.
 */
final class DemoFolder implements AutoCloseable {

  private static final long DECENT_SECONDS = 12;

  private final Path path;
  private final boolean stays;
  private final Thread hook = new Thread(this::clear, "kbsync-demo-folder");
  private volatile @Nullable Process process;

  private DemoFolder(Path path, boolean stays) {
    this.path = path;
    this.stays = stays;
  }

  /**
   * Makes a folder that only its owner reads.
   *
   * @param stays whether it outlives the demo
   */
  static DemoFolder create(boolean stays) throws IOException {
    DemoFolder folder = new DemoFolder(Files.createTempDirectory("kbsync-demo-"), stays);
    Runtime.getRuntime().addShutdownHook(folder.hook);
    return folder;
  }

  Path path() {
    return path;
  }

  /** Runs a process to its end, and gives its exit code. */
  int run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process started = builder.start();
    process = started;
    return started.waitFor();
  }

  private void clear() {
    try {
      Process running = process;
      if (running != null && running.isAlive()) {
        running.destroy();
        running.waitFor(DECENT_SECONDS, TimeUnit.SECONDS);
      }
      if (!stays) {
        MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("The folder " + path + " could not be removed: " + e);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is on its way out: the hook does it.
      return;
    }
    clear();
  }
}
