package io.kbsync.tests.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import io.kbsync.tests.Playground;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that always fails is told and tried again, and holds up nobody. */
class PoisonDoesNotSpreadTest {

  @TempDir Path folder;

  private Playground play;

  @BeforeEach
  void twelveFilesOneOfThemPoison() {
    play = new Playground(folder);
    Entry root = play.dingTalk.world().addSpace("Team").root();
    for (int i = 0; i < 11; i++) {
      root.addFile("file" + i + ".md", "Text " + i);
    }
    Entry poison = root.addFile("poison.md", "Poison.");
    play.dingTalk
        .faults()
        .on("downloadInfo")
        .when(request -> request.path().contains("/" + poison.dentryId() + "/"))
        .inject(Fault.status(500));
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @Test
  void the_run_of_the_others_is_complete() throws Exception {
    SyncReport report = play.run();

    assertThat(report.fatalEnd()).isEmpty();
    assertThat(report.failed().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.path()).isEqualTo("Team/poison.md"));
    assertThat(play.found()).hasSize(11);
  }

  @Test
  void it_is_tried_a_bounded_number_of_times_in_each_run_and_stored_once_it_is_well()
      throws Exception {
    play.run();
    for (int run = 0; run < 4; run++) {
      play.afterwards();
      play.clock.jump(Duration.ofDays(2));
      assertThat(play.run().failed().count()).isEqualTo(1);
      assertThat(play.dingTalk.requests().count("downloadInfo")).isBetween(1, 10);
      assertThat(play.ragflow.requests().count("documents.upload")).isZero();
    }

    play.dingTalk.faults().clear();
    play.clock.jump(Duration.ofDays(2));
    play.runWell();

    assertThat(play.found()).hasSize(12);
  }

  @Test
  void it_is_tried_again_at_a_rising_interval_and_told_in_every_run() throws Exception {
    play.run();
    // Once more in the very next run, then later and later.
    play.run();
    for (int hours : List.of(1, 4, 12, 24, 24)) {
      play.clock.jump(Duration.ofHours(hours).minusMinutes(5));
      play.afterwards();
      assertThat(play.run().failed().count()).isEqualTo(1);
      assertThat(play.dingTalk.requests().count("downloadInfo")).as("before %s h", hours).isZero();
      play.clock.jump(Duration.ofMinutes(10));
      assertThat(play.run().failed().count()).isEqualTo(1);
      assertThat(play.dingTalk.requests().count("downloadInfo"))
          .as("after %s h", hours)
          .isPositive();
    }
  }
}
