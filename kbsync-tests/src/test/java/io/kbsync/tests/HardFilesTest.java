package io.kbsync.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are hard to take: what is wrong stands in the report, and the others go on. */
class HardFilesTest {

  @TempDir Path folder;

  private Playground play;
  private Entry root;

  @BeforeEach
  void servers() {
    start(RagflowVersion.V0_27);
  }

  private void start(RagflowVersion version) {
    play = new Playground(folder, RagflowSimulator.builder().version(version));
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
  void a_chinese_name_of_300_bytes_is_shortened_in_a_stable_way(RagflowVersion version)
      throws Exception {
    play.close();
    start(version);
    root.addFile("长".repeat(100) + "甲.md", "A.");
    root.addFile("长".repeat(100) + "乙.md", "B.");

    play.runWell();

    List<String> names = play.names();
    assertThat(names).hasSize(3);
    assertThat(names.subList(1, 3))
        .allSatisfy(
            name -> {
              assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(255);
              assertThat(name).startsWith("长长").endsWith(".md");
            });
    play.afterwards();
    assertThat(play.runWell().changedAnything()).isFalse();
    assertThat(play.names()).isEqualTo(names);
  }

  @Test
  void a_name_that_climbs_out_of_folders_is_just_a_name() throws Exception {
    root.addFile("../../x.md", "Where am I?");
    root.addFile("..\\..\\y.md", "And I?");

    play.runWell();

    assertThat(play.names()).containsExactly(".._.._x.md", ".._.._y.md", "good.md");
    try (var files = Files.walk(folder.getParent(), 1)) {
      assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("x.md", "y.md");
    }
  }

  @Test
  void an_empty_file_is_stored_and_told_to_be_not_searchable() throws Exception {
    root.addFile("empty.md", "");

    SyncReport report = play.run();

    assertThat(report.notSearchable().entries())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.path()).isEqualTo("Team/empty.md");
              assertThat(note.reason()).contains("found nothing in it");
            });
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(play.names()).contains("empty.md");
  }

  @Test
  void a_file_that_changes_while_it_is_read_ends_as_its_last_revision() throws Exception {
    Entry file = root.addFile("moving.md", "First.");
    play.dingTalk.faults().on("downloadInfo").inject(Fault.before(() -> editOnce(file)));

    play.runWell();
    play.dingTalk.faults().clear();
    play.runWell();

    assertThat(play.document("moving.md").content().orElseThrow())
        .asString(UTF_8)
        .isEqualTo("Second.");
    assertThat(play.found()).hasSize(2);
    assertThat(play.runWell().changedAnything()).isFalse();
  }

  private static void editOnce(Entry file) {
    if (file.version() == 1) {
      file.edit("Second.");
    }
  }

  @Test
  void a_truncated_download_is_fetched_again() throws Exception {
    root.addFile("long.md", "A text that is long enough to be cut in two.");
    play.dingTalk.faults().on("download").next(1).inject(Fault.truncated());

    play.runWell();

    assertThat(play.document("long.md").content().orElseThrow())
        .asString(UTF_8)
        .endsWith("cut in two.");
  }

  @Test
  void a_download_that_is_always_truncated_fails_and_keeps_what_is_there() throws Exception {
    Entry file = root.addFile("long.md", "The first text.");
    play.runWell();
    file.edit("A newer text that never comes whole.");
    Entry after = root.addFile("after.md", "After.");
    AtomicBoolean cutting = new AtomicBoolean(true);
    play.dingTalk.faults().on("download").when(r -> cutting.get()).inject(Fault.truncated());
    play.dingTalk
        .faults()
        .on("downloadInfo")
        .when(request -> request.path().contains("/" + after.dentryId() + "/"))
        .inject(Fault.before(() -> cutting.set(false)));

    play.set("transfers", "1");
    SyncReport report = play.run();

    assertThat(report.failed().entries())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.path()).isEqualTo("Team/long.md");
              assertThat(note.reason()).contains("download");
            });
    assertThat(play.found()).containsKeys("after.md", "long.md");
    play.dingTalk.faults().clear();
    play.runWell();
    assertThat(play.document("long.md").content().orElseThrow())
        .asString(UTF_8)
        .startsWith("A newer text");
  }
}
