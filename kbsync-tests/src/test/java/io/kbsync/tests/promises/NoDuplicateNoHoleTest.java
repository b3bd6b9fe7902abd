package io.kbsync.tests.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import io.kbsync.tests.Playground;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Work that a server did though nobody heard of it is neither done twice nor lost. That a process
 * may die at any moment is proved in the engine by {@code CrashAnywhereTest}, and with the real
 * program by {@code ProcessKillIT}.
 */
class NoDuplicateNoHoleTest {

  @TempDir Path folder;

  private Playground play;
  private Entry root;

  @BeforeEach
  void servers() {
    play = new Playground(folder);
    root = play.dingTalk.world().addSpace("Team").root();
    for (int i = 0; i < 6; i++) {
      root.addFile("file" + i + ".md", "Text " + i);
    }
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"documents.upload", "documents.update", "documents.parse"})
  void a_first_run_whose_calls_were_done_but_not_answered_ends_whole(String endpoint)
      throws Exception {
    play.ragflow.faults().on(endpoint).after(1).next(2).inject(Fault.unanswered());

    play.run();
    assertThat(play.ragflow.faults().injected()).isPositive();
    play.ragflow.faults().clear();
    play.runWell();

    assertThat(play.names())
        .containsExactlyElementsOf(
            IntStream.range(0, 6).mapToObj(i -> "file" + i + ".md").toList());
    assertThat(play.found()).hasSize(6);
    assertThat(play.run().changedAnything()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"documents.upload", "documents.update", "documents.parse", "documents.delete"})
  void a_replacement_whose_calls_were_done_but_not_answered_ends_whole(String endpoint)
      throws Exception {
    Entry changing = root.addFile("changing.md", "Before.");
    play.runWell();
    changing.edit("After.");
    play.ragflow.faults().on(endpoint).next(1).inject(Fault.unanswered());

    play.run();
    assertThat(play.ragflow.faults().injected()).isPositive();
    play.ragflow.faults().clear();
    play.runWell();

    assertThat(play.found()).hasSize(7).containsKey("changing.md");
    assertThat(play.dataset().size()).isEqualTo(7);
    assertThat(play.document("changing.md").content().orElseThrow()).asString().isEqualTo("After.");
    assertThat(play.run().changedAnything()).isFalse();
  }
}
