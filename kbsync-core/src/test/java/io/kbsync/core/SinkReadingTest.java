package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reading of the whole sink finds out, and what is made of it. */
class SinkReadingTest {

  private static final RunOptions VERIFY = RunOptions.rehearsal().withReading();

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void aSyncedJob() throws Exception {
    job = new Job(folder);
    for (int i = 0; i < 9; i++) {
      job.source.file("n" + i, "n" + i + ".txt", "number " + i);
    }
    job.run();
  }

  @Test
  void what_went_between_two_comparisons_is_missing_in_the_second_one() throws Exception {
    assertThat(job.run(VERIFY).warnings()).isEmpty();
    job.sink.deletedByHand(job.sink.byName("n3.txt").id());

    SyncReport second = job.run(VERIFY);

    assertThat(second.warnings()).singleElement().asString().contains("n3.txt");
  }

  @Test
  void a_comparison_tells_of_surplus_documents_with_our_key_until_they_are_gone() throws Exception {
    job.sink.doubled(job.sink.byName("n3.txt").id(), "twice.txt");

    assertThat(job.run(VERIFY).warnings()).singleElement().asString().contains("'twice.txt'");

    job.sink.deletedByHand(job.sink.byName("twice.txt").id());
    assertThat(job.run(VERIFY).warnings()).isEmpty();
  }

  @Test
  void a_comparison_calls_no_document_surplus_that_a_sync_would_take_for_a_files_own()
      throws Exception {
    Files.delete(folder.resolve("kbsync-state/test.db"));
    job.sink.doubled(job.sink.byName("n3.txt").id(), "twice.txt");

    assertThat(job.run(VERIFY).warnings())
        .singleElement()
        .asString()
        .startsWith("1 documents")
        .containsAnyOf("'twice.txt'", "'n3.txt'");

    assertThat(job.run().counts().adopted()).isEqualTo(9);
  }

  @Test
  void a_document_that_a_listing_slipped_past_is_not_stored_again() throws Exception {
    job.sink.hideInListings(doc -> doc.name().equals("n3.txt"));

    SyncReport report = job.run(RunOptions.once().withReading());

    assertThat(report.warnings()).isEmpty();
    assertThat(report.counts().unchanged()).isEqualTo(9);
    assertThat(job.sink.docs()).hasSize(9);
  }

  @Test
  void a_document_that_a_run_removed_and_did_not_live_to_record_is_not_called_stored_again()
      throws Exception {
    job.source.delete("n2");
    job.source.edit("n3", "number 3 anew");
    dieAfterEachRemoval();
    job.run();
    assertThat(job.run().warnings()).isEmpty();
    assertThat(job.sink.docs()).hasSize(8);
    job.sink.moments.clear();

    SyncReport report = job.run();

    assertThat(report.warnings()).isEmpty();
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  private void dieAfterEachRemoval() {
    job.sink.moments.add(
        moment -> {
          if (moment.equals("after remove")) {
            throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
          }
        });
  }

  @Test
  void a_successor_that_a_listing_slipped_past_is_not_given_up() throws Exception {
    job.source.edit("n3", "number 3 anew");
    job.sink.holdIndexing(doc -> doc.content().endsWith("anew"));
    job.run(RunOptions.pass(Instant.EPOCH));
    job.sink.hideInListings(doc -> doc.content().endsWith("anew"));
    job.sink.holdIndexing(doc -> false);

    job.run(RunOptions.once().withReading());

    assertThat(job.sink.moments.count("put")).isEqualTo(10);
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }
}
