package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Entry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes only after a person said so. */
class RemovalIT {

  @TempDir private Path folder;

  @Test
  void many_removals_at_once_wait_until_a_person_approves_them()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      Entry doomed = ground.world.handbook().root().addFolder("Doomed");
      for (int i = 0; i < 10; i++) {
        doomed.addFile("page " + i + ".txt", "text " + i);
      }
      assertThat(ground.syncAll().exitCode()).isZero();
      doomed.delete();

      RunningProgram held = ground.syncAll();
      assertThat(held.exitCode()).as(held.everything()).isEqualTo(3);
      assertThat(held.out()).containsPattern("held back +10").contains("Doomed/page 3.txt");
      assertThat(ground.ragflow.dataset().size()).isEqualTo(Playground.UPLOADED_FILES + 10);

      RunningProgram refused = approve(ground, "no\n");
      assertThat(refused.exitCode()).isEqualTo(3);
      RunningProgram approved = approve(ground, "yes\n");
      assertThat(approved.exitCode()).as(approved.everything()).isZero();
      assertThat(approved.out()).contains("Doomed/page 3.txt: ").contains("10 removals approved");

      RunningProgram after = ground.syncAll();
      assertThat(after.exitCode()).as(after.everything()).isZero();
      assertThat(ground.ragflow.dataset().size()).isEqualTo(Playground.UPLOADED_FILES);
    }
  }

  @Test
  void a_root_that_is_given_up_leaves_the_dataset_with_the_next_sync()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      assertThat(ground.syncAll().exitCode()).isZero();
      RunningProgram unknown = ground.start("forget", "--config", "config", "--root", "Nowhere");
      assertThat(unknown.exitCode()).isEqualTo(2);
      RunningProgram forgotten =
          ground.start("forget", "--config", "config", "--root", "团队文件 Team files");
      assertThat(forgotten.exitCode()).as(forgotten.everything()).isZero();
      assertThat(forgotten.out()).contains("4 documents go in the next sync");

      RunningProgram after =
          ground.start(
              "--config",
              "config",
              "--once",
              "--source",
              "KnowledgeBase",
              "--root",
              "员工手册\\ Handbook");
      assertThat(after.exitCode()).as(after.everything()).isZero();
      assertThat(ground.ragflow.dataset().size()).isEqualTo(Playground.UPLOADED_FILES - 4);
    }
  }

  private static RunningProgram approve(Playground ground, String answer)
      throws IOException, InterruptedException {
    RunningProgram program = ground.startWithInput("approve-removals", "--config", "config");
    program.type(answer);
    program.endInput();
    program.exitCode();
    return program;
  }
}
