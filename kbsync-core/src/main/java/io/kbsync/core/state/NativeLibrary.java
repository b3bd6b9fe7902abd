package io.kbsync.core.state;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
      URLConnection packed = packed();
      try (InputStream content = packed.getInputStream()) {
        if (!isWhole(file, packed.getContentLengthLong())) {
          unpack(content, file, Files.createDirectories(folder));
        }
      }
      System.setProperty(PATH, folder.toString());
      System.setProperty(NAME, String.valueOf(file.getFileName()));
    } catch (IOException e) {
      log.debug("SQLite's library is not kept as {}: {}", file, e.toString());
    }
  }

  private static boolean isWhole(Path library, long size) throws IOException {
    return Files.exists(library) && Files.size(library) == size;
  }

  // Whole or not at all: another process may start at the same time, and the power may fail.
  private static void unpack(InputStream packed, Path library, Path folder) throws IOException {
    Path part = Files.createTempFile(folder, library.getFileName() + ".", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        packed.transferTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static URLConnection packed() throws IOException {
    String resource =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    URL packed = SQLiteJDBCLoader.class.getResource(resource);
    if (packed == null) {
      throw new FileNotFoundException(resource);
    }
    return packed.openConnection();
  }
}
