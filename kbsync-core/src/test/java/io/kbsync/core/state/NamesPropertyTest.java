package io.kbsync.core.state;

import static io.kbsync.core.state.World.NOW;
import static io.kbsync.core.state.World.id;
import static io.kbsync.core.testing.Seeds.any;
import static io.kbsync.core.testing.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.core.state.Names.Candidate;
import io.kbsync.core.state.Names.Claim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is claimed and given back in whatever order, two files never hold equal names. */
class NamesPropertyTest {

  private static final String[] FILES = {"a", "b", "c", "d", "e", "f"};
  private static final String[] NAMES = {"one", "One", "two", "TWO", "three"};

  @TempDir Path folder;

  @Test
  void two_files_never_hold_equal_names() {
    forAll(
        25,
        random -> {
          Path file = folder.resolve(random.nextInt() + ".db");
          try (JobState state = JobState.open(file)) {
            World.store(state, 1, FILES);
            for (int step = 0; step < 60; step++) {
              act(state, random, any(random, FILES));
              assertThat(held(state)).doesNotHaveDuplicates();
            }
          }
        });
  }

  @Test
  void a_claim_with_a_candidate_of_its_own_always_succeeds_after_the_listing() {
    forAll(
        25,
        random -> {
          Path file = folder.resolve(random.nextInt() + ".db");
          try (JobState state = JobState.open(file)) {
            World.store(state, 1, FILES);
            for (int step = 0; step < 40; step++) {
              String id = any(random, FILES);
              List<Candidate> wanted = new ArrayList<>(candidates(random));
              wanted.add(candidate("only " + id));
              assertThat(state.names().claim(id(id), 1, false, wanted))
                  .isInstanceOf(Claim.Granted.class);
            }
          }
        });
  }

  private static void act(JobState state, Random random, String id) {
    switch (random.nextInt(9)) {
      case 0 -> state.names().release(id(id));
      case 1 -> state.files().lost(id(id), new DocumentId("doc-" + id));
      case 2 ->
          state
              .files()
              .stored(id(id), World.stored(id), World.wanted(any(random, NAMES)), null, NOW);
      case 3 -> state.names().makeDue(id(id), World.wanted(any(random, NAMES)));
      case 4 -> state.names().labelled(id(id), "x", "x", "x", "Base/x");
      case 5 -> {
        String name = any(random, NAMES);
        StoredFile found = World.found(id, name);
        String key = name.toLowerCase(Locale.ROOT);
        state.files().adopted(id(id), found, key, World.wanted(name), null, false, NOW);
      }
      default -> {
        Claim claim = state.names().claim(id(id), 1, random.nextBoolean(), candidates(random));
        if (claim instanceof Claim.Granted granted) {
          assertThat(state.files().find(id(id)).orElseThrow().claimedName())
              .isEqualTo(granted.name());
        }
      }
    }
  }

  private static List<String> held(JobState state) {
    return state.files().find(Stream.of(FILES).map(World::id).toList()).values().stream()
        .map(FileRow::claimedName)
        .filter(Objects::nonNull)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<Candidate> candidates(Random random) {
    return Stream.generate(() -> candidate(any(random, NAMES)))
        .limit(1 + random.nextInt(3))
        .toList();
  }

  private static Candidate candidate(String name) {
    return new Candidate(name, name.toLowerCase(Locale.ROOT));
  }
}
