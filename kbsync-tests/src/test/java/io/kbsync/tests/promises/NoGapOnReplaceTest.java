package io.kbsync.tests.promises;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.tests.Playground;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a document is replaced, one of its revisions can be found at every moment. */
class NoGapOnReplaceTest {

  @TempDir Path folder;

  private Playground play;
  private Entry rules;

  @BeforeEach
  void twoFiles() throws Exception {
    play = new Playground(folder);
    Entry root = play.dingTalk.world().addSpace("Team").root();
    rules = root.addFile("rules.md", "Old rules.");
    root.addFile("other.md", "Something else.");
    play.runWell();
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @Test
  void a_changed_file_is_replaced_without_a_moment_in_which_nothing_is_found() throws Exception {
    String before = play.document("rules.md").id();
    play.ragflow.onChange(
        change -> assertThat(searchableText()).containsAnyOf("Old rules.", "New rules."));

    rules.edit("New rules.");
    SyncReport report = play.runWell();

    assertThat(report.counts().replaced()).isEqualTo(1);
    assertThat(play.names()).containsExactly("other.md", "rules.md");
    RagflowDocument after = play.document("rules.md");
    assertThat(after.id()).isNotEqualTo(before);
    assertThat(after.content().orElseThrow()).asString(UTF_8).isEqualTo("New rules.");
    assertThat(after.searchable()).isTrue();
    assertThat(play.run().changedAnything()).isFalse();
  }

  @Test
  void a_revision_in_which_nothing_can_be_found_leaves_the_old_one_and_says_so() throws Exception {
    rules.edit("");
    SyncReport report = play.run();

    assertThat(report.failed().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("older document stays"));
    assertThat(play.document("rules.md").content().orElseThrow())
        .asString(UTF_8)
        .isEqualTo("Old rules.");
    assertThat(searchableText()).contains("Old rules.");
    assertThat(play.dataset().size()).isEqualTo(2);

    rules.edit("New rules.");
    play.runWell();
    assertThat(searchableText()).contains("New rules.").doesNotContain("Old rules.");
  }

  @Test
  void a_revision_that_cannot_be_parsed_leaves_the_old_one_and_is_tried_again() throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    play.ragflow
        .parsing()
        .failWhere(
            document -> failing.get() && text(document).equals("New rules."), "[ERROR] no model");

    rules.edit("New rules.");
    SyncReport report = play.run();

    assertThat(report.failed().entries().toString() + report.notSearchable().entries())
        .contains("rules.md")
        .contains("older document stays");
    assertThat(searchableText()).contains("Old rules.");

    failing.set(false);
    play.clock.jump(Duration.ofDays(2));
    play.runWell();
    assertThat(searchableText()).contains("New rules.").doesNotContain("Old rules.");
    assertThat(play.dataset().size()).isEqualTo(2);
  }

  private static String text(RagflowDocument document) {
    return new String(document.content().orElseThrow(), UTF_8);
  }

  private List<String> searchableText() {
    return play.dataset().documents().stream()
        .filter(RagflowDocument::searchable)
        .map(NoGapOnReplaceTest::text)
        .toList();
  }
}
