package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.Moments;
import io.kbsync.core.state.Runs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of how a run ended. */
class RunOutcomeTest {

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void aFile() {
    job = new Job(folder);
    job.source.file("a", "a.txt", "alpha");
  }

  private Runs.Outcome outcomeOf(Moments.Step listing) throws Exception {
    job.source.moments.add(
        moment -> {
          if (moment.equals("before next")) {
            listing.at(moment);
          }
        });
    job.run();
    try (JobControl control = JobControl.open(job.config())) {
      return control.status().lastRunEnded().orElseThrow().outcome();
    }
  }

  @Test
  void a_run_that_nothing_disturbed_is_done() throws Exception {
    assertThat(outcomeOf(moment -> {})).isEqualTo(Runs.Outcome.DONE);
  }

  @Test
  void a_run_that_cannot_go_on_has_failed() throws Exception {
    Moments.Step expire =
        moment -> {
          throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
        };

    assertThat(outcomeOf(expire)).isEqualTo(Runs.Outcome.FAILED);
  }

  @Test
  void a_run_that_a_person_stops_is_not_called_done() throws Exception {
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      job.source.moments.add(moment -> engine.cancel());

      assertThat(engine.run(RunOptions.once()).stopped()).isTrue();
    }
    try (JobControl control = JobControl.open(job.config())) {
      assertThat(control.status().lastRunEnded().orElseThrow().outcome())
          .isEqualTo(Runs.Outcome.STOPPED);
    }
  }
}
