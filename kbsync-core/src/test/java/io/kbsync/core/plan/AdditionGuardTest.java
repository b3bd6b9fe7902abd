package io.kbsync.core.plan;

import static io.kbsync.core.plan.Files.file;
import static io.kbsync.core.plan.Files.listed;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.plan.Change;
import io.kbsync.api.source.Rendition;
import org.junit.jupiter.api.Test;

class AdditionGuardTest {

  @Test
  void five_times_the_record_pass_and_the_rest_waits_for_a_person() {
    AdditionGuard guard = AdditionGuard.of(400, 400);

    assertThat(stored(guard, 3_000)).isEqualTo(2_000);
    assertThat(guard.isShut()).isTrue();
    assertThat(guard.heldBack()).isEqualTo(1_000);
  }

  @Test
  void what_passed_before_makes_no_room_for_those_that_wait() {
    AdditionGuard guard = AdditionGuard.of(2_400, 400);

    assertThat(stored(guard, 1_000)).isZero();
    assertThat(guard.heldBack()).isEqualTo(1_000);
    assertThat(guard.reason()).startsWith("1000 more files would be stored, and 2400 are");
  }

  @Test
  void a_thousand_files_are_stored_however_few_there_are_and_in_however_many_runs() {
    assertThat(stored(AdditionGuard.of(10, 10), 1_000)).isEqualTo(1_000);
    assertThat(stored(AdditionGuard.of(60, 10), 950)).isEqualTo(950);
    assertThat(stored(AdditionGuard.of(60, 10), 951)).isZero();
  }

  @Test
  void a_record_that_shrank_since_lets_fewer_pass() {
    assertThat(stored(AdditionGuard.of(300, 400), 3_000)).isEqualTo(1_500);
  }

  @Test
  void a_first_run_stores_everything() {
    assertThat(stored(AdditionGuard.of(0, 0), 20_000)).isEqualTo(20_000);
  }

  private static long stored(AdditionGuard guard, int files) {
    Decision.Fetch fetch = new Decision.Fetch(new Change.Store("new"), Rendition.ORIGINAL);
    long stored = 0;
    for (int i = 0; i < files; i++) {
      stored += guard.admits(listed(file()), fetch) ? 1 : 0;
    }
    return stored + guard.release().size();
  }
}
