package io.kbsync.core.state;

import static io.kbsync.core.state.World.NOW;
import static io.kbsync.core.state.World.ROOT;
import static io.kbsync.core.state.World.document;
import static io.kbsync.core.state.World.id;
import static io.kbsync.core.testing.Seeds.any;
import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.source.Revision;
import io.kbsync.core.state.Names.Candidate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever was done before the process died, the next one finds all of it and nothing else. */
class SurvivalPropertyTest {

  private static final String[] FILES = {"a", "b", "c", "d"};
  private static final int STEPS = 40;

  @TempDir Path folder;

  @Test
  void what_was_done_is_there_after_the_process_died() {
    forAll(
        20,
        random -> {
          Path file = Files.createTempDirectory(folder, "job").resolve("job.db");
          try (JobState state = JobState.open(file)) {
            act(state, random, random.nextInt(STEPS));
            // Copied while it is open: what a killed process leaves.
            try (JobState survivor = JobState.open(copy(file))) {
              assertThat(all(survivor)).isEqualTo(all(state));
            }
          }
        });
  }

  @Test
  void what_was_done_is_there_after_closing_and_work_goes_on() {
    forAll(
        20,
        random -> {
          Path file = Files.createTempDirectory(folder, "job").resolve("job.db");
          Map<String, Object> before;
          try (JobState state = JobState.open(file)) {
            act(state, random, random.nextInt(STEPS));
            before = all(state);
          }
          try (JobState state = JobState.open(file)) {
            assertThat(all(state)).isEqualTo(before);
            act(state, random, 5);
          }
        });
  }

  private static void act(JobState state, Random random, int steps) {
    World.see(state, 1, FILES);
    for (int step = 0; step < steps; step++) {
      act(state, random, any(random, FILES));
    }
  }

  private static void act(JobState state, Random random, String id) {
    FileRecords files = state.files();
    String name = any(random, "one", "two", "three");
    switch (random.nextInt(16)) {
      case 0 -> World.see(state, 1 + random.nextInt(3), id);
      case 1 -> state.intents().begin("key-doc-" + id, id(id), NOW);
      case 2 ->
          files.stored(
              id(id), World.stored(id), World.wanted(name), random.nextBoolean() ? NOW : null, NOW);
      case 3 -> files.unchanged(id(id), World.stored(id, "x", Revision.of("version", name)));
      case 4 -> files.trouble(id(id), new Trouble(Outcome.FAILED, name, 1, NOW, "{}"));
      case 5 -> files.lost(id(id), document(id));
      case 6 -> replace(files, id);
      case 7 -> files.replacements().forEach(each -> files.replaced(each, NOW));
      case 8 -> state.names().claim(id(id), 1, false, List.of(new Candidate(name, name)));
      case 9 -> state.names().makeDue(id(id), World.wanted(name));
      case 10 -> state.indexing().add(document(id), id(id));
      case 11 -> state.indexing().started(List.of(document(id)));
      case 12 ->
          state.indexing().gaveUp(document(id), IndexStatus.of(IndexStatus.State.FAILED), NOW);
      case 13 -> state.removals().gather(2, ROOT, true, departed -> departed);
      case 14 -> state.removals().removed(id(id), NOW);
      default -> state.control().pause(random.nextBoolean());
    }
  }

  private static void replace(FileRecords files, String id) {
    if (files.find(id(id)).isPresent() && files.replacement(id(id)).isEmpty()) {
      StoredFile next = World.stored(id, "next-" + id, World.FIRST);
      files.replacing(new Replacement(id(id), next, false), World.wanted(id));
    }
  }

  private static Map<String, Object> all(JobState state) {
    Map<String, Object> all = new TreeMap<>();
    all.put("files", state.files().find(Stream.of(FILES).map(World::id).toList()));
    all.put("intents", state.intents().all());
    all.put("replacements", state.files().replacements());
    all.put("due", state.names().due());
    all.put("waiting", state.indexing().waiting(99));
    all.put("running", state.indexing().running());
    all.put("given", state.indexing().given());
    all.put("candidates", state.removals().candidates(2, "", 99));
    all.put("removed", state.removals().removedLately(NOW));
    all.put("paused", state.control().isPaused());
    return all;
  }

  private static Path copy(Path file) throws Exception {
    Path target = Files.createDirectory(file.resolveSibling("copy")).resolve("job.db");
    Files.copy(file, target);
    Path log = file.resolveSibling("job.db-wal");
    if (Files.exists(log)) {
      Files.copy(log, target.resolveSibling("job.db-wal"));
    }
    return target;
  }
}
