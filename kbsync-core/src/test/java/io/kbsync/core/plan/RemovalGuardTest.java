package io.kbsync.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.Presence;
import io.kbsync.core.state.Departed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovalGuardTest {

  private static final RemovalGuard ROUTINE = new RemovalGuard(1, 0, 1_000, Set.of());

  @Test
  void a_file_that_is_gone_goes_at_once() {
    assertThat(ROUTINE.holdsBack(vanished(Presence.GONE, 1))).isEmpty();
    assertThat(ROUTINE.doubts(vanished(Presence.GONE, 1), false)).isEmpty();
  }

  @Test
  void a_file_that_exists_elsewhere_waits_for_a_second_listing() {
    assertThat(ROUTINE.doubts(vanished(Presence.PRESENT, 1), false).orElseThrow())
        .contains("still exists", "second complete listing");
    assertThat(ROUTINE.doubts(vanished(Presence.PRESENT, 2), false)).isEmpty();
  }

  @Test
  void a_file_of_which_the_source_says_nothing_waits_for_a_second_listing() {
    assertThat(ROUTINE.doubts(vanished(Presence.UNKNOWN, 1), false).orElseThrow())
        .contains("does not say");
    assertThat(ROUTINE.doubts(vanished(Presence.UNKNOWN, 2), false)).isEmpty();
  }

  @Test
  void a_file_that_may_lie_in_an_unread_part_goes_only_where_the_source_calls_it_gone() {
    assertThat(ROUTINE.doubts(vanished(Presence.GONE, 0), false)).isEmpty();
    assertThat(ROUTINE.doubts(vanished(Presence.PRESENT, 0), false).orElseThrow())
        .contains("may lie in the part", "approve-removals");
    assertThat(ROUTINE.doubts(vanished(Presence.UNKNOWN, 0), false).orElseThrow())
        .contains("may lie in the part", "approve-removals");
  }

  @Test
  void many_files_that_may_lie_in_an_unread_part_wait_for_a_person_who_is_told_of_it() {
    assertThat(
            new RemovalGuard(11, 0, 100, Set.of())
                .holdsBack(vanished(Presence.UNKNOWN, 0))
                .orElseThrow())
        .isEqualTo(
            "11 of 100 files would go within a day, and a part of the source could not be read;"
                + " approve-removals removes them");
  }

  @Test
  void a_file_that_may_not_be_looked_at_waits_however_often_it_is_missing() {
    assertThat(ROUTINE.doubts(vanished(Presence.DENIED, 99), false).orElseThrow())
        .contains("may still exist");
  }

  @Test
  void where_folders_are_left_out_unasked_only_what_is_gone_goes_without_a_person() {
    assertThat(ROUTINE.doubts(vanished(Presence.GONE, 1), true)).isEmpty();
    for (Presence presence : List.of(Presence.PRESENT, Presence.UNKNOWN)) {
      assertThat(ROUTINE.doubts(vanished(presence, 9), true).orElseThrow())
          .isEqualTo(
              "it may lie in a folder that no whiteList entry names; approve-removals removes it");
    }
  }

  @Test
  void three_files_are_few_even_where_they_are_many() {
    assertThat(new RemovalGuard(3, 0, 4, Set.of()).holdsBack(vanished(Presence.GONE, 1))).isEmpty();
  }

  @Test
  void a_tenth_goes_and_more_than_a_tenth_waits_for_a_second_listing() {
    assertThat(new RemovalGuard(10, 0, 100, Set.of()).holdsBack(vanished(Presence.GONE, 1)))
        .isEmpty();
    RemovalGuard more = new RemovalGuard(11, 0, 100, Set.of());
    assertThat(more.holdsBack(vanished(Presence.GONE, 1)).orElseThrow())
        .isEqualTo("11 of 100 files would go within a day; a second complete listing will tell");
    assertThat(more.holdsBack(vanished(Presence.GONE, 2))).isEmpty();
  }

  @Test
  void more_than_a_quarter_waits_for_a_person() {
    RemovalGuard quarter = new RemovalGuard(26, 0, 100, Set.of());

    assertThat(quarter.holdsBack(vanished(Presence.GONE, 9)).orElseThrow())
        .isEqualTo("26 of 100 files would go within a day; approve-removals removes them");
  }

  @Test
  void what_went_in_the_last_day_counts_so_that_many_small_runs_are_one_large_one() {
    RemovalGuard guard = new RemovalGuard(5, 25, 75, Set.of());

    assertThat(guard.holdsBack(vanished(Presence.GONE, 2)).orElseThrow())
        .startsWith("30 of 100 files");
  }

  private static Departed vanished(Presence presence, int listings) {
    return new Departed(
        Files.recorded().id(),
        "r1",
        "Base/x",
        "d1",
        Departed.Kind.VANISHED,
        "",
        presence,
        listings,
        false,
        Files.recorded());
  }
}
