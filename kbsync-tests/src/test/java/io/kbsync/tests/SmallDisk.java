package io.kbsync.tests;

import java.io.IOException;
import java.nio.file.Path;

/** A file system that is soon full, in a folder; only who may mount can make one. */
public final class SmallDisk {

  private SmallDisk() {}

  /**
   * Returns whether it is there; then the caller unmounts it.
   *
   * @param size as tmpfs takes it: 128k, 4m
   */
  public static boolean mounted(Path folder, String size) throws InterruptedException {
    return command("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
  }

  /** Takes it away again. */
  public static void unmount(Path folder) throws InterruptedException {
    command("umount", folder.toString());
  }

  private static boolean command(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
