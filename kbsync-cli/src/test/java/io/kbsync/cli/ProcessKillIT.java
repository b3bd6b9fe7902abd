package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No duplicate and no hole after a {@code kill -9} of the real program. {@code kills} says how
 * often, {@code kbsync.kills.seed} with which world it begins: a world that failed is repeated with
 * {@code -Dkills=25 -Dkbsync.kills.seed=SEED}.
 */
class ProcessKillIT {

  private static final int KILLS = Integer.getInteger("kbsync.kills", 25);
  private static final long SEED = Long.getLong("kbsync.kills.seed", 2026);
  private static final int ROUNDS_OF_A_WORLD = 5;

  @TempDir Path folder;

  @Test
  void a_program_that_was_killed_anywhere_is_finished_by_the_next_one() throws Exception {
    int kills = 0;
    long seed = SEED;
    for (; kills < KILLS; seed++) {
      Path place = Files.createDirectories(folder.resolve("world" + seed));
      try (KillWorld world = new KillWorld(place, seed)) {
        for (int round = 0; round < ROUNDS_OF_A_WORLD && kills < KILLS; round++) {
          kills += world.killWhileItSyncs();
          world.finish();
          world.change();
        }
      }
    }
    System.out.println(
        "kills that the next run finished: " + kills + ", seeds " + SEED + " to " + (seed - 1));
    assertThat(kills).isGreaterThanOrEqualTo(KILLS);
  }
}
