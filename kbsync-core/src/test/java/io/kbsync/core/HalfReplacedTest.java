package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run ended while a document was replaced, and the next one goes on with it. */
class HalfReplacedTest {

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void a_newer_document_stands_beside_the_older_one_and_waits() throws Exception {
    job = new Job(folder);
    job.source.file("n1", "a.txt", "", "old");
    job.run();
    job.source.edit("n1", "new");
    failAt("before label");
    job.run();
    job.sink.moments.clear();
    assertThat(job.sink.docs()).extracting(Doc::content).containsExactly("old", "new");
  }

  @Test
  void the_newer_one_takes_the_place_of_an_older_one_deleted_by_hand_and_is_indexed()
      throws Exception {
    job.sink.deletedByHand(job.sink.byName("a.txt").id());

    job.run();

    assertOneDocumentOf("new");
  }

  @Test
  void a_file_that_changed_once_more_ends_in_its_latest_content_in_one_run() throws Exception {
    job.source.edit("n1", "newest");

    SyncReport report = job.run();

    assertOneDocumentOf("newest");
    assertThat(report.counts().replaced()).isEqualTo(1);
    assertThat(report.counts().unchanged()).isZero();
    assertThat(job.run().changedAnything()).isFalse();
  }

  @Test
  void a_file_that_did_not_change_again_counts_as_unchanged() throws Exception {
    SyncReport report = job.run();

    assertOneDocumentOf("new");
    assertThat(report.counts().unchanged()).isEqualTo(1);
  }

  @Test
  void a_newer_one_that_cannot_be_indexed_is_told_once() throws Exception {
    job.sink.failIndexing(doc -> doc.content().equals("new"));

    SyncReport report = job.run();

    assertOneDocumentOf("old");
    assertThat(report.failed().entries()).hasSize(1);
  }

  @Test
  void where_the_calls_end_before_the_latest_content_came_the_listing_counts_as_whole()
      throws Exception {
    job.source.edit("n1", "newest");
    job.source.moments.add(
        moment -> {
          if (moment.equals("before prepare")) {
            throw new FatalException(FatalException.Kind.QUOTA, "the calls are spent", null);
          }
        });

    SyncReport report = job.run();

    assertOneDocumentOf("new");
    assertThat(report.fatalEnd().orElseThrow().message()).isEqualTo("the calls are spent");
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      assertThat(engine.listings().last()).isEqualTo(report.started());
      assertThat(engine.listings().cutShort()).isZero();
    }
  }

  private void assertOneDocumentOf(String content) {
    assertThat(job.sink.docs()).extracting(Doc::content).containsExactly(content);
    assertThat(job.sink.byName("a.txt").searchable()).isTrue();
  }

  private void failAt(String where) {
    job.sink.moments.add(
        moment -> {
          if (moment.equals(where)) {
            throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
          }
        });
  }
}
