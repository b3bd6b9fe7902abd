package io.kbsync.tests.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.tests.Playground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job without its record recognises its documents in the dataset. */
class LostStateHealsTest {

  @TempDir Path folder;

  private Playground play;
  private Map<String, String> before;
  private Entry gone;

  @BeforeEach
  void aSyncedJob() throws Exception {
    play = new Playground(folder);
    Entry root = play.dingTalk.world().addSpace("Team").root();
    for (int i = 0; i < 5; i++) {
      gone = root.addFile("file" + i + ".md", "Text " + i);
    }
    play.runWell();
    gone.rename("renamed.md");
    play.runWell();
    before = play.found();
    play.afterwards();
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @Test
  void a_deleted_state_uploads_nothing_that_is_already_there() throws Exception {
    deleteState();

    play.runWell();

    assertThat(play.ragflow.requests().count("documents.upload")).isZero();
    assertThat(play.found()).isEqualTo(before);
    assertThat(play.run().changedAnything()).isFalse();
  }

  @Test
  void what_left_the_source_while_the_state_was_lost_is_reported_and_stays() throws Exception {
    deleteState();
    gone.delete();

    String report = play.run().toString();

    assertThat(report).contains("renamed.md");
    assertThat(play.found()).isEqualTo(before);
  }

  @Test
  void a_corrupt_state_is_set_aside_and_heals_the_same_way() throws Exception {
    List<Path> databases = states().filter(path -> path.toString().endsWith(".db")).toList();
    assertThat(databases).isNotEmpty();
    for (Path database : databases) {
      Files.writeString(database, "This was a database once. ".repeat(400));
    }

    play.runWell();

    assertThat(play.ragflow.requests().count("documents.upload")).isZero();
    assertThat(play.found()).isEqualTo(before);
    assertThat(states().count()).isGreaterThan(databases.size());
  }

  private Stream<Path> states() throws IOException {
    return Files.walk(play.stateFolder()).filter(Files::isRegularFile);
  }

  private void deleteState() throws IOException {
    for (Path path : Files.walk(play.stateFolder()).sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(path);
    }
  }
}
