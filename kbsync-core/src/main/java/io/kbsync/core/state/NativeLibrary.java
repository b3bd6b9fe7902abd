package io.kbsync.core.state;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native code, unpacked once instead of at each start. SQLite's driver would leave a copy
 * of it among the temporary files whenever the process is killed.
 */
public final class NativeLibrary {

  private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);

  private static final String PATH = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";

  private NativeLibrary() {}

  /**
   * Lets this process load the library from a file of its user, which is made where it is missing.
   * To be called before the first job is opened; where anything fails, SQLite's driver finds its
   * own way.
   *
   * @param library a name that no other version of this program has, and no other kind of machine
   */
  public static void keepAs(Path library) {
    Path file = library.toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || System.getProperty(PATH) != null) {
      return;
    }
    try {
      if (!Files.exists(file)) {
        unpack(file, Files.createDirectories(folder));
      }
      System.setProperty(PATH, folder.toString());
      System.setProperty(NAME, String.valueOf(file.getFileName()));
    } catch (IOException e) {
      log.debug("SQLite's library is not kept as {}: {}", file, e.toString());
    }
  }

  // Whole or not at all: another process may start at the same time.
  private static void unpack(Path library, Path folder) throws IOException {
    Path part = Files.createTempFile(folder, library.getFileName() + ".", ".part");
    try {
      try (InputStream packed = packed();
          OutputStream out = Files.newOutputStream(part)) {
        packed.transferTo(out);
      }
      Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static InputStream packed() throws IOException {
    String resource =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource);
    if (packed == null) {
      throw new FileNotFoundException(resource);
    }
    return packed;
  }
}
