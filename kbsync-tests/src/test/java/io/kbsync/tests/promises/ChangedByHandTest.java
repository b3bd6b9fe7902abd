package io.kbsync.tests.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.RunOptions;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.tests.Playground;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do to the dataset by hand is mended where it lost something, and kept elsewhere. */
class ChangedByHandTest {

  @TempDir Path folder;

  private Playground play;
  private Entry rules;

  @BeforeEach
  void aSyncedJob() throws Exception {
    play = new Playground(folder);
    Entry root = play.dingTalk.world().addSpace("Team").root();
    rules = root.addFile("rules.md", "Rules.");
    root.addFile("other.md", "Something else.");
    play.runWell();
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @Test
  void a_deleted_document_is_noticed_by_their_number_and_stored_again() throws Exception {
    play.dataset().delete(play.document("rules.md").id());

    play.runWell();

    assertThat(play.found()).containsOnlyKeys("rules.md", "other.md");
  }

  @Test
  void a_deletion_that_the_number_does_not_show_is_noticed_within_a_day() throws Exception {
    play.dataset().delete(play.document("rules.md").id());
    play.dataset().upload("theirs.md", "Put there at the same time.");

    play.clock.jump(Duration.ofHours(25));
    play.run();

    assertThat(play.found()).containsKeys("rules.md", "other.md");
    assertThat(play.names()).containsExactly("other.md", "rules.md", "theirs.md");
  }

  @Test
  void a_renamed_document_is_still_known_and_not_stored_twice() throws Exception {
    play.dataset().rename(play.document("rules.md").id(), "by hand.md");
    play.afterwards();

    play.clock.jump(Duration.ofHours(25));
    play.runWell();

    assertThat(play.ragflow.requests().count("documents.upload")).isZero();
    assertThat(play.dataset().size()).isEqualTo(2);
  }

  @Test
  void a_disabled_document_stays_disabled_also_when_it_is_replaced() throws Exception {
    play.dataset().enable(play.document("rules.md").id(), false);
    play.runWell();
    assertThat(play.document("rules.md").enabled()).isFalse();

    rules.edit("Newer rules.");
    play.run();

    RagflowDocument after = play.document("rules.md");
    assertThat(after.content().orElseThrow()).asString().isEqualTo("Newer rules.");
    assertThat(after.enabled()).isFalse();
  }

  @Test
  void a_chunk_method_that_was_chosen_by_hand_is_kept_by_the_successor() throws Exception {
    play.dataset().setParser(play.document("rules.md").id(), "manual", Map.of());
    play.dataset().parse(play.document("rules.md").id());
    play.run();

    rules.edit("Newer rules.");
    play.run();

    RagflowDocument after = play.document("rules.md");
    assertThat(after.content().orElseThrow()).asString().isEqualTo("Newer rules.");
    assertThat(after.chunkMethod()).isEqualTo("manual");
  }

  @Test
  void verify_says_where_both_sides_differ_and_its_repair_mends_it() throws Exception {
    play.dataset().delete(play.document("rules.md").id());

    SyncReport compared = play.run(RunOptions.rehearsal().withReading());
    assertThat(compared.warnings()).anyMatch(text -> text.contains("rules.md"));
    assertThat(play.names()).containsExactly("other.md");

    play.run(RunOptions.once().withReading());
    assertThat(play.found()).containsOnlyKeys("rules.md", "other.md");
  }
}
