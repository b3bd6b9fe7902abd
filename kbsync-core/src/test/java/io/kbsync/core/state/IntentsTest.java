package io.kbsync.core.state;

import static io.kbsync.core.state.World.NOW;
import static io.kbsync.core.state.World.id;
import static io.kbsync.core.state.World.see;
import static io.kbsync.core.state.World.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentsTest {

  @TempDir Path folder;
  private JobState state;
  private Intents intents;

  @BeforeEach
  void open() throws Exception {
    state = JobState.open(folder.resolve("job.db"));
    intents = state.intents();
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void a_put_is_known_from_before_it_happens_until_its_outcome_is_known() {
    see(state, 1, "a", "b", "c");
    intents.begin("key-doc-a", id("a"), NOW);
    intents.begin("key-doc-a", id("a"), NOW.plusSeconds(9));
    intents.begin("key-b", id("b"), NOW);
    intents.begin("key-c", id("c"), NOW);
    assertThat(intents.all())
        .as("a put that is repeated is as young as its last try")
        .contains(new Intent("key-doc-a", id("a"), false, NOW.plusSeconds(9)))
        .hasSize(3);

    state.files().stored(id("a"), stored("a"), World.wanted("a.txt"), null, NOW);
    intents.suspect("key-b");
    intents.settle("key-b");
    intents.settle("key-c");

    assertThat(intents.all()).containsExactly(new Intent("key-b", id("b"), true, NOW));
  }

  @Test
  void puts_without_an_outcome_are_forgotten_after_their_time() {
    see(state, 1, "a", "b");
    intents.begin("old", id("a"), NOW);
    intents.suspectAll();
    intents.begin("young", id("b"), NOW.plusSeconds(100));

    intents.forgetSuspects(NOW.plusSeconds(50));

    assertThat(intents.all()).extracting(Intent::documentKey).containsExactly("young");
  }
}
