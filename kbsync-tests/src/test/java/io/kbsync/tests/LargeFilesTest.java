package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kbsync.core.report.SyncReport;
import io.kbsync.core.report.SyncReport.Note;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large files, many files, small disks: the others go on. */
class LargeFilesTest {

  private static final int LIMIT = 512 * 1024;

  @TempDir Path folder;

  private Playground play;
  private Entry root;

  @BeforeEach
  void servers() {
    start(RagflowVersion.V0_27);
  }

  private void start(RagflowVersion version) {
    play = new Playground(folder, RagflowSimulator.builder().version(version).maxBody(LIMIT));
    root = play.dingTalk.world().addSpace("Team").root();
    root.addFile("good.md", "Good.");
  }

  @AfterEach
  void theOthersWentOn() {
    assertThat(play.found()).containsKey("good.md");
    play.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_20", "V0_27", "GO"})
  void a_file_over_ragflows_limit_fails_and_says_what_to_raise(RagflowVersion version)
      throws Exception {
    play.close();
    start(version);
    Entry growing = root.addFile("growing.md", "Small.");
    play.runWell();

    growing.edit("x".repeat(LIMIT + 1));
    root.addFile("later.md", "Later.");
    SyncReport report = play.run();

    assertThat(report.failed().entries())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.path()).isEqualTo("Team/growing.md");
              assertThat(note.reason()).contains("too large", "MAX_CONTENT_LENGTH", "maxFileSize");
            });
    assertThat(report.fatalEnd()).isEmpty();
    assertThat(play.found()).containsKeys("growing.md", "later.md");
    assertThat(play.document("growing.md").size()).isEqualTo(6);
  }

  @Test
  void a_file_over_max_file_size_is_skipped_before_its_download() throws Exception {
    root.addFile("big.md", "x".repeat(20_000));

    SyncReport report = play.set("maxFileSize", "10K").runWell();

    assertThat(report.skipped().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("maxFileSize", "20000"));
    assertThat(play.dingTalk.requests().count("download")).isEqualTo(1);
  }

  @Test
  void a_folder_of_10000_files_is_listed_to_its_last_one() throws Exception {
    Entry many = root.addFolder("Many");
    for (int i = 0; i < 9_990; i++) {
      many.addFile("archive" + i + ".zip", "");
    }
    for (int i = 0; i < 10; i++) {
      many.addFile("page" + i + ".md", "Page " + i);
    }

    SyncReport report = play.set("dingDingRoot", "Team").runWell();

    assertThat(report.counts().listed()).isEqualTo(10_001);
    assertThat(report.counts().stored()).isEqualTo(11);
    assertThat(report.skipped().count()).isEqualTo(9_990);
    assertThat(report.skipped().entries()).hasSizeLessThanOrEqualTo(1_000);
    assertThat(play.dingTalk.requests().count("dentries.listAll")).isEqualTo(201);
    assertThat(play.dingTalk.requests().count("downloadInfo")).isEqualTo(11);
    play.afterwards();
    assertThat(play.runWell().changedAnything()).isFalse();
    assertThat(play.ragflow.requests().total()).isEqualTo(1);
  }

  @Test
  void a_disk_that_is_full_fails_the_large_file_alone() throws Exception {
    Path spool = Files.createDirectories(play.stateFolder().resolve("promises.spool"));
    assumeTrue(SmallDisk.mounted(spool, "128k"), "only who may mount can make a small disk");
    try {
      root.addFile("large.txt", "x".repeat(400 * 1024));
      assertTheLargeFileFailed(play.run());
    } finally {
      SmallDisk.unmount(spool);
    }
    play.runWell();
    assertThat(play.found()).containsKey("large.txt");
  }

  @Test
  void a_spool_folder_that_cannot_be_written_fails_the_large_file_alone() throws Exception {
    root.addFile("large.txt", "x".repeat(400 * 1024));
    Path spool = play.stateFolder().resolve("promises.spool");
    play.dingTalk.faults().on("downloadInfo").inject(Fault.before(() -> barricade(spool)));

    assertTheLargeFileFailed(play.run());

    play.dingTalk.faults().clear();
    Files.delete(spool);
    play.runWell();
    assertThat(play.found()).containsKey("large.txt");
  }

  private void assertTheLargeFileFailed(SyncReport report) {
    assertThat(report.failed().entries()).extracting(Note::path).containsExactly("Team/large.txt");
    assertThat(report.failed().entries().get(0).reason())
        .contains("promises.spool", "Is the disk full?", "stateDir");
    assertThat(report.fatalEnd()).isEmpty();
  }

  /** A file lies where the folder was: nobody can write into it, not even root. */
  private static void barricade(Path spool) {
    try {
      if (Files.isDirectory(spool)) {
        Files.delete(spool);
        Files.createFile(spool);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
