package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.PermanentException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink takes no content of this kind, and only a download shows which kind it is. */
class RefusedContentTest {

  private static final SyncReport.Note REFUSED =
      new SyncReport.Note("Space/a.txt", "it holds no text");

  @TempDir Path folder;
  private final ShiftedClock clock = new ShiftedClock();
  private Job job;

  @BeforeEach
  void a_file_that_was_refused_twice() throws Exception {
    job = new Job(folder);
    job.options(job.options().clock(clock));
    job.source.file("n1", "a.txt", "no text");
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before put")) {
            throw PermanentException.skipped("it holds no text");
          }
        });
    job.run();
    job.run();
    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void it_is_told_in_each_run_and_fetched_again_after_a_month() throws Exception {
    clock.move(Duration.ofDays(29));
    assertThat(job.run().skipped().entries()).containsExactly(REFUSED);
    assertThat(fetches()).isEqualTo(2);

    clock.move(Duration.ofDays(2));
    assertThat(job.run().skipped().entries()).containsExactly(REFUSED);
    assertThat(fetches()).isEqualTo(3);
  }

  @Test
  void it_is_fetched_at_once_when_it_changed() throws Exception {
    job.sink.moments.clear();
    job.source.edit("n1", "text");

    job.run();

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  private long fetches() {
    return job.source.moments.count("fetch");
  }
}
