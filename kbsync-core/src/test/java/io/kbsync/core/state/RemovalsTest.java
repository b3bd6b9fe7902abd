package io.kbsync.core.state;

import static io.kbsync.core.state.World.NOW;
import static io.kbsync.core.state.World.ROOT;
import static io.kbsync.core.state.World.id;
import static io.kbsync.core.state.World.see;
import static io.kbsync.core.state.World.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Presence;
import io.kbsync.api.source.Root;
import io.kbsync.core.state.FileRecords.Exclusion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalsTest {

  private static final Root OTHER = new Root("other-id", "Other");

  @TempDir Path folder;
  private JobState state;
  private Removals removals;

  @BeforeEach
  void open() throws Exception {
    state = JobState.open(folder.resolve("job.db"));
    removals = state.removals();
    store(state, 1, "a", "b", "c");
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void what_a_complete_listing_does_not_show_is_a_candidate() {
    see(state, 2, "b");
    gather(2);

    assertThat(candidates(2)).extracting(Departed::file).containsExactly(id("a"), id("c"));
    Departed a = candidates(2).get(0);
    assertThat(a.kind()).isEqualTo(Departed.Kind.VANISHED);
    assertThat(a.presence()).isEqualTo(Presence.UNKNOWN);
    assertThat(a.listings()).isEqualTo(1);
    assertThat(a.approved()).isFalse();
    assertThat(a.document()).isEqualTo("doc-a");
    assertThat(removals.count(2, ROOT.id())).isEqualTo(2);
  }

  @Test
  void what_never_reached_the_sink_is_no_candidate() {
    see(state, 1, "new");
    see(state, 2, "a", "b", "c");
    gather(2);

    assertThat(candidates(2)).isEmpty();
  }

  @Test
  void only_roots_that_were_listed_have_candidates() {
    removals.gather(2, OTHER, true, UnaryOperator.identity());

    assertThat(candidates(2)).isEmpty();
  }

  @Test
  void listings_are_counted_once_a_run() {
    gather(2);
    gather(2);
    assertThat(candidates(2)).extracting(Departed::listings).containsOnly(1);

    gather(3);
    assertThat(candidates(3)).extracting(Departed::listings).containsOnly(2);
    assertThat(candidates(2)).isEmpty();
  }

  @Test
  void listings_that_showed_a_file_as_not_wanted_do_not_count_as_missing_it() {
    for (long run = 2; run < 6; run++) {
      exclude(run, "a");
      gather(run);
    }
    assertThat(listings(5, "a")).isEqualTo(4);

    gather(6);
    assertThat(listings(6, "a")).isEqualTo(1);
    gather(7);
    assertThat(listings(7, "a")).isEqualTo(2);
  }

  @Test
  void listings_that_did_not_enter_an_excluded_folder_do_not_count_as_missing_its_files() {
    UnaryOperator<Departed> excluding =
        departed -> departed.withKind(Departed.Kind.NOT_SELECTED, "no entry names it");
    removals.gather(2, ROOT, true, excluding);
    removals.gather(3, ROOT, true, excluding);
    assertThat(listings(3, "a")).isEqualTo(2);
    assertThat(candidates(3)).extracting(Departed::by).containsOnly("no entry names it");

    gather(4);
    assertThat(listings(4, "a")).isEqualTo(1);
  }

  @Test
  void a_file_that_a_broken_listing_showed_in_between_is_missed_anew() {
    gather(2);
    see(state, 3, "a");
    gather(4);

    assertThat(listings(4, "a")).isEqualTo(1);
    assertThat(listings(4, "b")).isEqualTo(2);
  }

  @Test
  void a_listing_of_which_a_part_is_missing_counts_as_none() {
    gather(2);
    gather(3);
    exclude(4, "c");
    removals.gather(4, ROOT, false, UnaryOperator.identity());
    assertThat(listings(4, "a")).isZero();
    assertThat(listings(4, "c")).as("a filter does not want it, wherever it lies").isEqualTo(3);

    gather(5);
    assertThat(listings(5, "a")).isEqualTo(1);
  }

  @Test
  void what_is_wanted_again_is_forgotten_and_counted_anew_later() {
    gather(2);
    see(state, 3, "a", "b", "c");
    gather(3);
    assertThat(candidates(3)).isEmpty();

    gather(4);
    assertThat(candidates(4)).extracting(Departed::listings).containsOnly(1);
  }

  @Test
  void what_a_filter_excludes_now_is_a_candidate_with_the_filters_words() {
    state
        .files()
        .excluded(
            2,
            Map.of(
                id("a"), new Exclusion(Departed.Kind.EXCLUDED, "blackList: a"),
                id("b"), new Exclusion(Departed.Kind.NOT_SELECTED, "")));
    gather(2);

    assertThat(candidates(2))
        .extracting(Departed::kind)
        .containsExactly(
            Departed.Kind.EXCLUDED, Departed.Kind.NOT_SELECTED, Departed.Kind.VANISHED);
    assertThat(candidates(2).get(0).by()).isEqualTo("blackList: a");
  }

  @Test
  void an_exclusion_of_an_earlier_run_is_no_reason_any_more() {
    state.files().excluded(1, Map.of(id("a"), new Exclusion(Departed.Kind.EXCLUDED, "old")));
    gather(2);

    assertThat(candidates(2)).extracting(Departed::kind).containsOnly(Departed.Kind.VANISHED);
  }

  @Test
  void candidates_come_page_by_page() {
    gather(2);

    assertThat(removals.candidates(2, "", 2))
        .extracting(Departed::file)
        .containsExactly(id("a"), id("b"));
    assertThat(removals.candidates(2, "b", 2)).extracting(Departed::file).containsExactly(id("c"));
  }

  @Test
  void a_person_approves_exactly_what_was_shown() {
    gather(2);
    hold(2, "a");
    List<HeldRemoval> shown = removals.held();
    assertThat(shown).containsExactly(new HeldRemoval(id("a"), "Base/a.txt", "key-doc-a", "many"));
    hold(2, "b");

    assertThat(removals.approve(shown)).isEqualTo(1);

    assertThat(candidates(2))
        .filteredOn(Departed::approved)
        .extracting(Departed::file)
        .containsExactly(id("a"));
    assertThat(removals.held()).extracting(HeldRemoval::file).containsExactly(id("b"));
  }

  @Test
  void what_does_not_wait_any_more_is_not_approved() {
    gather(2);
    hold(2, "a");
    List<HeldRemoval> shown = removals.held();
    see(state, 3, "a", "b", "c");
    gather(3);

    assertThat(removals.approve(shown)).isZero();

    gather(4);
    assertThat(candidates(4)).noneMatch(Departed::approved);
  }

  @Test
  void an_approval_outlives_the_next_listing() {
    gather(2);
    hold(2, "a");
    removals.approve(removals.held());
    gather(3);

    assertThat(candidates(3)).filteredOn(Departed::approved).hasSize(1);
  }

  @Test
  void an_approval_does_not_outlive_a_listing_that_shows_the_file_and_breaks_off() {
    gather(2);
    hold(2, "a");
    removals.approve(removals.held());
    hold(2, "b");
    see(state, 3, "a", "b");
    gather(4);

    assertThat(candidates(4)).hasSize(3).noneMatch(Departed::approved);
    assertThat(removals.held()).isEmpty();
  }

  @Test
  void removals_of_roots_that_are_not_synced_are_forgotten_unless_these_were_given_up() {
    see(state, 1, OTHER, "x");
    state.files().stored(id("x"), World.stored("x"), World.wanted("x.txt"), null, NOW);
    removals.giveUp(OTHER.id());
    gather(2);
    hold(2, "a");

    removals.forgetAllBut(List.of(ROOT));
    assertThat(removals.held()).hasSize(1);
    removals.forgetAllBut(List.of(new Root("third-id", "Third")));

    assertThat(removals.held()).isEmpty();
    assertThat(candidates(2)).extracting(Departed::file).containsExactly(id("x"));
  }

  @Test
  void a_root_is_given_up_by_its_name_or_its_id_and_others_are_not() {
    see(state, 1, OTHER, "x");
    state.files().stored(id("x"), World.stored("x"), World.wanted("x.txt"), null, NOW);

    assertThat(removals.giveUp("Bas")).isZero();
    assertThat(removals.giveUp(OTHER.id())).isEqualTo(1);
    assertThat(candidates(9)).extracting(Departed::file).containsExactly(id("x"));
    assertThat(removals.giveUp("Base")).isEqualTo(4);
    assertThat(candidates(9))
        .allMatch(Departed::approved)
        .allMatch(departed -> departed.kind() == Departed.Kind.GIVEN_UP);
  }

  @Test
  void a_given_up_file_that_this_run_shows_in_another_root_is_no_candidate() {
    see(state, 1, OTHER, "x");
    state.files().stored(id("x"), World.stored("x"), World.wanted("x.txt"), null, NOW);
    removals.giveUp(OTHER.id());

    see(state, 2, ROOT, "x");

    assertThat(candidates(2)).isEmpty();
  }

  @Test
  void a_root_that_is_synced_again_is_taken_back_and_others_are_not() {
    see(state, 1, OTHER, "x");
    state.files().stored(id("x"), World.stored("x"), World.wanted("x.txt"), null, NOW);
    removals.giveUp(OTHER.id());
    removals.giveUp(ROOT.id());

    assertThat(removals.takeBack(ROOT)).isEqualTo(3);
    assertThat(removals.takeBack(ROOT)).isZero();

    assertThat(candidates(2)).extracting(Departed::file).containsExactly(id("x"));
    gather(2);
    assertThat(candidates(2)).filteredOn(Departed::approved).hasSize(1);
  }

  @Test
  void a_root_that_was_given_up_and_is_listed_again_stays() {
    removals.giveUp("Base");
    see(state, 2, "a", "b", "c");
    gather(2);

    assertThat(candidates(2)).isEmpty();
  }

  @Test
  void a_removal_is_forgotten_with_its_file_and_counts_for_a_day() {
    gather(2);
    removals.removed(id("a"), NOW);

    assertThat(state.files().find(id("a"))).isEmpty();
    assertThat(candidates(2)).hasSize(2);
    assertThat(removals.removedLately(NOW.plus(Duration.ofHours(24)))).isEqualTo(1);
    assertThat(removals.removedLately(NOW.plus(Duration.ofHours(24)).plusMillis(1))).isZero();
  }

  @Test
  void what_is_known_of_a_candidate_now_is_kept() {
    gather(2);
    Departed a = candidates(2).get(0);
    removals.note(
        a.withKind(Departed.Kind.EXCLUDED, "entry").withPresence(Presence.DENIED), true, "why");

    Departed noted = candidates(2).get(0);
    assertThat(noted.kind()).isEqualTo(Departed.Kind.EXCLUDED);
    assertThat(noted.presence()).isEqualTo(Presence.DENIED);
    assertThat(removals.held()).extracting(HeldRemoval::reason).containsExactly("why");
  }

  private void gather(long run) {
    removals.gather(run, ROOT, true, UnaryOperator.identity());
  }

  private List<Departed> candidates(long run) {
    return removals.candidates(run, "", 100);
  }

  private int listings(long run, String id) {
    return candidates(run).stream()
        .filter(departed -> departed.file().equals(id(id)))
        .findFirst()
        .orElseThrow()
        .listings();
  }

  private void exclude(long run, String id) {
    state.files().excluded(run, Map.of(id(id), new Exclusion(Departed.Kind.EXCLUDED, "entry")));
  }

  private void hold(long run, String id) {
    FileId file = id(id);
    candidates(run).stream()
        .filter(departed -> departed.file().equals(file))
        .forEach(departed -> removals.note(departed, true, "many"));
  }
}
