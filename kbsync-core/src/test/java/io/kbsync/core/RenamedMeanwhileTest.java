package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.testing.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is renamed between the decision on a name and the moment its document gets it. */
class RenamedMeanwhileTest {

  private static final RunOptions WITHOUT_PATIENCE =
      new RunOptions(false, false, false, false, Duration.ZERO, null);

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void aSource() {
    job = new Job(folder);
    job.source.file("n1", "old.txt", "content");
  }

  @Test
  void a_file_that_is_renamed_while_it_is_replaced_gets_its_newer_name() throws Exception {
    job.run();
    job.source.edit("n1", "newer content");
    job.sink.holdIndexing(doc -> doc.content().equals("newer content"));
    job.run(WITHOUT_PATIENCE);
    job.source.rename("n1", "new.txt");
    job.run(WITHOUT_PATIENCE);
    job.sink.holdIndexing(doc -> false);

    job.run();

    assertThat(job.sink.names()).containsExactly("new.txt");
  }

  @Test
  void a_file_that_is_renamed_back_before_its_document_was_told_keeps_its_name() throws Exception {
    job.run();
    job.source.rename("n1", "new.txt");
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before label")) {
            throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
          }
        });
    job.run();
    job.sink.moments.clear();
    job.source.rename("n1", "old.txt");

    job.run();

    assertThat(job.sink.names()).containsExactly("old.txt");
    assertThat(job.run().changedAnything()).isFalse();
  }

  @Test
  void a_file_that_one_listing_shows_under_two_names_gets_the_newer_one() throws Exception {
    job.source.renameMeanwhile("n1", "new.txt");
    CountDownLatch listed = new CountDownLatch(1);
    job.options(job.options().listener(event -> open(listed, event)));
    job.source.moments.add(
        moment -> {
          if (moment.equals("before fetch")) {
            Events.await(listed);
          }
        });
    job.run();

    job.run();

    assertThat(job.sink.names()).containsExactly("new.txt");
    assertThat(job.run().changedAnything()).isFalse();
  }

  private static void open(CountDownLatch listed, SyncEvent event) {
    if (event instanceof SyncEvent.ListingEnded) {
      listed.countDown();
    }
  }
}
