package io.kbsync.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.state.StateException;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import io.kbsync.tests.Playground;
import io.kbsync.tests.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machine does to a job: its clock, its disks. */
@Timeout(120)
class MachineFaultsTest {

  private static final Duration AN_HOUR_BACK = Duration.ofHours(-1);

  @TempDir Path folder;

  private Playground play;
  private Entry root;

  @BeforeEach
  void fourFiles() {
    play = new Playground(folder).set("dingDingRoot", "Team").set("dingDingRate", "20");
    root = play.dingTalk.world().addSpace("Team").root();
    for (int i = 0; i < 4; i++) {
      root.addFile("f" + i + ".md", "F " + i);
    }
  }

  @AfterEach
  void stop() {
    play.close();
  }

  private void assertAllIsThere(int files) {
    assertThat(play.found()).hasSize(files);
    assertThat(play.dataset().size()).isEqualTo(files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dentries.listAll", "downloadInfo"})
  void a_clock_that_jumps_back_an_hour_in_a_run_holds_up_nothing(String endpoint) throws Exception {
    play.dingTalk.faults().on(endpoint).next(1).inject(Fault.before(this::jumpBack));

    play.runWell();

    assertThat(play.clock.ahead()).isNegative();
    assertAllIsThere(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"documents.upload", "documents.parse", "documents.list"})
  void a_clock_that_jumps_back_while_documents_are_stored_holds_up_nothing(String endpoint)
      throws Exception {
    play.runWell();
    root.addFile("new.md", "New.");
    play.ragflow.faults().on(endpoint).next(1).inject(Fault.before(this::jumpBack));

    play.runWell();

    assertThat(play.ragflow.faults().injected()).isEqualTo(1);
    assertAllIsThere(5);
  }

  private void jumpBack() {
    play.clock.jump(AN_HOUR_BACK);
  }

  @Test
  void after_a_clock_that_jumped_back_changes_are_still_seen_and_nothing_is_removed()
      throws Exception {
    play.runWell();
    jumpBack();
    root.addFile("new.md", "New.");

    play.runWell();

    assertAllIsThere(5);
    assertThat(play.ragflow.requests().count("documents.delete")).isZero();
    assertThat(play.runWell().changedAnything()).isFalse();
  }

  @Test
  void a_state_folder_that_cannot_be_made_is_named() throws Exception {
    Path file = Files.createFile(folder.resolve("a file"));

    for (Path nowhere : new Path[] {file, file.resolve("below")}) {
      play.set("stateDir", nowhere.toString());
      assertThatThrownBy(() -> play.run())
          .isInstanceOf(StateException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("stateDir");
    }
    assertThat(play.ragflow.requests().total()).isZero();
  }

  @Test
  void a_state_that_cannot_be_opened_is_named_before_any_call() throws Exception {
    Files.createDirectories(play.stateFolder().resolve("promises.db"));

    assertThatThrownBy(() -> play.run())
        .isInstanceOf(StateException.class)
        .hasMessageContaining("promises.db");
    assertThat(play.ragflow.requests().total() + play.dingTalk.requests().total()).isZero();
  }

  @Test
  void a_disk_that_fills_up_under_the_record_ends_the_run_and_the_next_one_goes_on()
      throws Exception {
    Files.createDirectories(play.stateFolder());
    assumeTrue(
        SmallDisk.mounted(play.stateFolder(), "4m"), "only who may mount can make a small disk");
    try {
      for (int i = 0; i < 30; i++) {
        root.addFile("more" + i + ".md", "More " + i);
      }
      play.ragflow
          .faults()
          .on("documents.upload")
          .after(3)
          .next(1)
          .inject(Fault.before(this::fill));

      SyncReport report = play.run();

      assertThat(report.fatalEnd())
          .hasValueSatisfying(
              end -> assertThat(end.message()).contains("Is its disk full or read-only"));
      assertThat(ExitCode.of(report)).isEqualTo(ExitCode.BLOCKED);
      Files.delete(play.stateFolder().resolve("ballast"));
      play.ragflow.faults().clear();
      play.runWell();
      assertAllIsThere(34);
    } finally {
      SmallDisk.unmount(play.stateFolder());
    }
  }

  private void fill() {
    byte[] block = new byte[512];
    try (var ballast = Files.newOutputStream(play.stateFolder().resolve("ballast"))) {
      while (true) {
        ballast.write(block);
      }
    } catch (IOException full) {
      // As it was meant.
    }
  }
}
