package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A document is still being indexed when its file changes again. */
class SlowIndexingTest {

  private static final RunOptions WITHOUT_PATIENCE =
      new RunOptions(false, false, false, false, Duration.ZERO, null);

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void a_document_is_indexed_without_an_end() throws Exception {
    job = new Job(folder);
    job.source.file("n1", "a.txt", "", "old");
    job.sink.holdIndexing(doc -> doc.content().equals("old"));
    job.run(WITHOUT_PATIENCE);
    assertThat(job.sink.byName("a.txt").searchable()).isFalse();
    job.source.edit("n1", "new");
  }

  @Test
  @Timeout(60)
  void a_clock_that_is_set_back_makes_nobody_wait_longer_for_it() throws Exception {
    ShiftedClock clock = new ShiftedClock();
    job.options(job.options().clock(clock));
    job.sink.holdIndexing(doc -> true);
    AtomicInteger looks = new AtomicInteger();
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before states") && looks.incrementAndGet() == 2) {
            clock.move(Duration.ofHours(-8));
          }
        });

    SyncReport report =
        job.run(new RunOptions(false, false, false, false, Duration.ofSeconds(2), null));

    assertThat(looks).hasValueGreaterThanOrEqualTo(2);
    assertThat(report.counts().indexing()).isPositive();
  }

  @Test
  void the_newer_document_takes_its_place_and_stays_the_files_own() throws Exception {
    job.run();

    assertThat(job.sink.docs()).extracting(Doc::content).containsExactly("new");
    assertThat(job.sink.byName("a.txt").searchable()).isTrue();
    SyncReport next = job.run();
    assertThat(next.changedAnything()).isFalse();
    assertThat(next.counts().unchanged()).isEqualTo(1);
  }
}
