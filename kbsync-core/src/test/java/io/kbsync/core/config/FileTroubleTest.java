package io.kbsync.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

  @TempDir Path folder;

  @Test
  void what_is_wrong_is_said_in_words_and_not_by_a_path_alone() throws IOException {
    Path missing = folder.resolve("missing/x.log");
    IOException noFolder = catchThrowableOfType(IOException.class, () -> Files.createFile(missing));
    Path file = Files.createFile(folder.resolve("file"));
    IOException inTheWay =
        catchThrowableOfType(IOException.class, () -> Files.createDirectories(file));

    assertThat(FileTrouble.reason(noFolder)).isEqualTo("no such folder");
    assertThat(FileTrouble.reason(inTheWay)).isEqualTo("a file is in its place");
    assertThat(FileTrouble.reason(new AccessDeniedException("/x"))).isEqualTo("no right");
    assertThat(FileTrouble.reason(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(FileTrouble.reason(new IOException("it broke"))).isEqualTo("it broke");
  }
}
