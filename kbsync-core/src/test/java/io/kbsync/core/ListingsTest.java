package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.state.Control.Listings;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What full listings leave behind for the next one. */
class ListingsTest {

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void filesOfManyPages() {
    job = new Job(folder);
    for (int i = 0; i < 60; i++) {
      job.source.file("f" + i, "f" + i + ".txt", "number " + i);
    }
  }

  private SyncReport runThatBreaksAtPage(int page, ConnectorException why) throws Exception {
    AtomicInteger pages = new AtomicInteger();
    job.source.moments.add(
        moment -> {
          if (moment.equals("before next") && pages.incrementAndGet() >= page) {
            throw why;
          }
        });
    SyncReport report = job.run();
    job.source.moments.clear();
    return report;
  }

  private Listings listings() throws Exception {
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      return engine.listings();
    }
  }

  @Test
  void before_the_first_one_nothing_is_known() throws Exception {
    assertThat(listings()).isEqualTo(new Listings(null, 0, 0));
  }

  @Test
  void one_that_came_to_its_end_says_what_the_next_one_costs() throws Exception {
    SyncReport whole = job.run();

    assertThat(listings()).isEqualTo(new Listings(whole.started(), 0, whole.counts().pages()));
  }

  @Test
  void one_that_broke_off_proves_nothing_and_does_not_make_the_next_one_cheaper() throws Exception {
    long calls = job.run().counts().pages();

    SyncReport broken = runThatBreaksAtPage(3, new RetriableException("it broke off", null));

    assertThat(broken.fatalEnd()).isEmpty();
    assertThat(listings()).isEqualTo(new Listings(broken.started(), 1, calls));
  }

  @Test
  void those_cut_short_are_counted_until_one_comes_to_its_end() throws Exception {
    runThatBreaksAtPage(3, new RetriableException("it broke off", null));
    runThatBreaksAtPage(
        4, new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null));
    assertThat(listings().cutShort()).isEqualTo(2);

    job.run();

    assertThat(listings().cutShort()).isZero();
  }

  @Test
  void a_run_that_could_not_even_begin_its_listing_does_not_count() throws Exception {
    runThatBreaksAtPage(
        1, new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null));

    assertThat(listings()).isEqualTo(new Listings(null, 0, 0));
  }
}
