package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document was stored, nobody heard of it, and nobody could look for it either. */
class UnheardPutTest {

  @TempDir Path folder;
  private final AtomicBoolean lost = new AtomicBoolean();
  private Job job;

  @BeforeEach
  void one_file_is_stored_and_another_one_comes() throws Exception {
    job = new Job(folder);
    job.source.file("n1", "a.txt", "", "one");
    job.run();
    job.source.file("n2", "b.txt", "", "two");
  }

  @Test
  void the_next_run_takes_it_though_the_dataset_counts_as_many_documents_as_expected()
      throws Exception {
    job.sink.moments.add(moment -> loseTheAnswer(moment, new RetriableException("away", null)));

    theNextRunStoresNothingTwice();
  }

  @Test
  void the_next_run_takes_it_too_when_the_job_had_to_end_over_it() throws Exception {
    FatalException end = new FatalException(FatalException.Kind.CREDENTIALS, "expired", null);
    job.sink.moments.add(moment -> loseTheAnswer(moment, end));

    theNextRunStoresNothingTwice();
  }

  @Test
  void a_duplicate_that_the_sink_does_not_remove_is_told_and_holds_up_nothing() throws Exception {
    job.sink.moments.add(moment -> loseTheAnswer(moment, new RetriableException("away", null)));
    job.run();
    job.sink.moments.clear();
    String duplicate = job.sink.storedTwice(job.sink.docs().get(1).id());
    job.sink.moments.add(
        moment -> {
          if (moment.equals("before remove")) {
            throw PermanentException.failed("it is locked", null);
          }
        });

    SyncReport report = job.run();

    assertThat(report.fatalEnd()).isEmpty();
    assertThat(report.failed().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("it is locked", "by hand"));
    assertThat(job.sink.byName("b.txt").searchable()).isTrue();
    assertThat(job.sink.docs()).extracting(Doc::id).contains(duplicate);

    job.sink.moments.clear();
    job.run();
    assertThat(job.sink.contents()).containsOnly(entry("a.txt", "one"), entry("b.txt", "two"));
    assertThat(job.sink.docs()).extracting(Doc::id).doesNotContain(duplicate);
  }

  private void loseTheAnswer(String moment, ConnectorException then) throws ConnectorException {
    if (lost.get()) {
      throw then;
    }
    if (moment.equals("after put")) {
      lost.set(true);
      throw RetriableException.outcomeUnknown("reset", null);
    }
  }

  private void theNextRunStoresNothingTwice() throws Exception {
    job.run();
    job.sink.moments.clear();
    assertThat(job.sink.docs()).extracting(Doc::content).containsExactly("one", "two");
    job.sink.deletedByHand(job.sink.byName("a.txt").id());

    job.run();

    assertThat(job.sink.contents()).containsOnly(entry("a.txt", "one"), entry("b.txt", "two"));
  }
}
