package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.report.SyncListener;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.report.Tally;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {

  private final Tally tally = new Tally(SyncListener.NONE);

  @Test
  void nobody_is_needed_after_a_sync_that_went_well() {
    assertThat(Attention.reason(report())).isEmpty();
  }

  @Test
  void somebody_is_needed_for_a_login() {
    tally.on(new SyncEvent.LoginNeeded("Base/Plan.axls", "needs a browser login"));

    assertThat(Attention.reason(report())).contains("login");
  }

  @Test
  void somebody_is_needed_for_removals_that_wait() {
    tally.on(new SyncEvent.HeldBack("Base/Plan.axls", "its root lists nothing any more"));

    assertThat(Attention.reason(report())).contains("removals");
  }

  @Test
  void somebody_is_needed_for_new_files_that_wait() {
    tally.on(new SyncEvent.AdditionsHeldBack(9_000, "9000 more files would be stored"));

    assertThat(Attention.reason(report())).contains("additions");
  }

  @Test
  void somebody_is_needed_when_the_calls_of_the_month_are_spent() {
    tally.fatal(FatalException.quota("spent", Instant.EPOCH, null));

    assertThat(Attention.reason(report())).contains("quota");
  }

  private SyncReport report() {
    return tally.report("job", Instant.EPOCH, Instant.EPOCH, false, false, 0, Map.of(), Map.of());
  }
}
