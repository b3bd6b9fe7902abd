package io.kbsync.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

  private static final List<String> PROPERTIES =
      List.of("org.sqlite.lib.path", "org.sqlite.lib.name");

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void forget() {
    PROPERTIES.forEach(System::clearProperty);
  }

  @Test
  void it_is_unpacked_once_whole_and_for_its_owner_alone() throws Exception {
    NativeLibrary.keepAs(folder.resolve("cache/one.so"));
    Path library = only(folder.resolve("cache"));

    assertThat(loadsInAnotherProcess(library)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library)))
        .isEqualTo("rw-------");

    FileTime old = FileTime.fromMillis(0);
    Files.setLastModifiedTime(library, old);
    forget();
    NativeLibrary.keepAs(folder.resolve("cache/one.so"));
    assertThat(only(folder.resolve("cache"))).isEqualTo(library);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(old);
    assertThat(PROPERTIES.stream().map(System::getProperty))
        .containsExactly(library.getParent().toString(), library.getFileName().toString());
  }

  @Test
  void one_that_is_not_whole_is_unpacked_again() throws Exception {
    Path library = folder.resolve("one.so");
    NativeLibrary.keepAs(library);
    byte[] whole = Files.readAllBytes(library);
    for (int size : new int[] {0, whole.length - 1}) {
      Files.write(library, Arrays.copyOf(whole, size));
      forget();
      NativeLibrary.keepAs(library);
      assertThat(Files.readAllBytes(only(folder))).isEqualTo(whole);
    }
  }

  @Test
  void where_it_cannot_be_kept_the_driver_finds_its_own_way() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    NativeLibrary.keepAs(file.resolve("one.so"));

    assertThat(PROPERTIES.stream().map(System::getProperty)).containsOnlyNulls();
  }

  /** In this one the driver's calls could end in a second copy that nobody has set up. */
  private static boolean loadsInAnotherProcess(Path library) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classes, Loading.class.getName(), library.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  /** What that process does. */
  static final class Loading {

    private Loading() {}

    public static void main(String[] library) {
      System.load(library[0]);
    }
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.reduce((one, other) -> Path.of("more than one")).orElseThrow();
    }
  }
}
