package io.kbsync.core;

import io.kbsync.core.config.FileTrouble;
import io.kbsync.core.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that only their owner may look into. */
final class PrivateFolders {

  private PrivateFolders() {}

  /** Makes the folder, and those above it, where they are missing. */
  static Path make(Path folder) throws StateException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new StateException(
          "Cannot make the folder "
              + folder
              + " ("
              + FileTrouble.reason(e)
              + "). Give its owner the right to write there, or choose another stateDir.",
          e);
    }
  }
}
