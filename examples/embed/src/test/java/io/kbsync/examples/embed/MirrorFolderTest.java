package io.kbsync.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.SyncReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorFolderTest {

  @TempDir Path folder;

  @Test
  void a_folder_arrives_in_another_one_and_stays_in_step() throws Exception {
    Path from = Files.createDirectories(folder.resolve("from/notes")).getParent();
    Path to = Files.createDirectories(folder.resolve("to"));
    Path state = Files.createDirectories(folder.resolve("state"));
    Files.writeString(from.resolve("notes/a.txt"), "alpha");
    Files.writeString(from.resolve("b.txt"), "beta");

    assertThat(MirrorFolder.mirror(from, to, state).counts().stored()).isEqualTo(2);
    assertThat(to.resolve("a.txt")).hasContent("alpha");

    Files.writeString(from.resolve("b.txt"), "beta, changed");
    SyncReport second = MirrorFolder.mirror(from, to, state);

    assertThat(second.counts().replaced()).isEqualTo(1);
    assertThat(to.resolve("b.txt")).hasContent("beta, changed");
  }
}
