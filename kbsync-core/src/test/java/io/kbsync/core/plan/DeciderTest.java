package io.kbsync.core.plan;

import static io.kbsync.core.plan.Files.FIRST;
import static io.kbsync.core.plan.Files.SECOND;
import static io.kbsync.core.plan.Files.file;
import static io.kbsync.core.plan.Files.listed;
import static io.kbsync.core.plan.Files.neverStored;
import static io.kbsync.core.plan.Files.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.plan.Change;
import io.kbsync.api.plan.Departure;
import io.kbsync.api.plan.Recorded;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.SourcePath;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeciderTest {

  private static final Instant NOW = Instant.parse("2026-07-14T09:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final long LARGEST = 1_000;

  @Test
  void a_new_file_is_fetched_in_its_best_form() {
    RemoteFile.Builder file = file().renditions(List.of(Rendition.of("docx"), Rendition.of("md")));

    assertThat(decide(file, null))
        .isEqualTo(new Decision.Fetch(new Change.Store("new"), Rendition.of("docx")));
  }

  @Test
  void a_form_that_the_sink_refuses_gives_way_to_the_next_one() {
    RemoteFile.Builder file = file().renditions(List.of(Rendition.of("docx"), Rendition.of("md")));

    assertThat(decide(new Mirror(), Set.of("docx"), file, null))
        .isEqualTo(new Decision.Fetch(new Change.Store("new"), Rendition.of("md")));
  }

  @Test
  void a_file_is_skipped_when_the_sink_refuses_every_form() {
    RemoteFile.Builder file = file().renditions(List.of(Rendition.of("docx"), Rendition.of("md")));

    assertThat(decide(new Mirror(), Set.of("docx", "md"), file, null))
        .isEqualTo(new Decision.Report(Outcome.SKIPPED, "no md here"));
  }

  @Test
  void a_file_is_skipped_when_the_source_has_no_form_of_it() {
    assertThat(decide(file().renditions(List.of()), null))
        .isEqualTo(new Decision.Report(Outcome.SKIPPED, "the source has no form of it to give"));
  }

  @Test
  void what_the_source_cannot_give_is_skipped_for_the_reason_it_tells() {
    assertThat(decide(file().skipped("a shortcut"), null))
        .isEqualTo(new Decision.Report(Outcome.SKIPPED, "a shortcut"));
  }

  @Test
  void a_file_over_the_limit_is_skipped_and_one_at_the_limit_is_not() {
    assertThat(decide(file().size(LARGEST + 1), null))
        .isEqualTo(new Decision.Report(Outcome.SKIPPED, "larger than maxFileSize (1001 bytes)"));
    assertThat(decide(file().size(LARGEST), null)).isInstanceOf(Decision.Fetch.class);
    assertThat(decide(file().size(-1), null)).isInstanceOf(Decision.Fetch.class);
  }

  @Test
  void nothing_is_done_with_what_is_unchanged() {
    assertThat(decide(file(), row())).isEqualTo(new Decision.Nothing());
  }

  @Test
  void a_limit_lowered_later_does_not_report_what_stands_in_the_sink() {
    assertThat(decide(file().size(LARGEST + 1), row())).isEqualTo(new Decision.Nothing());
  }

  @Test
  void a_renamed_file_is_relabelled_whatever_its_size() {
    RemoteFile.Builder renamed =
        RemoteFile.builder(row().id(), "June.docx").revision(FIRST).size(LARGEST + 1);

    assertThat(decide(renamed, row())).isEqualTo(new Decision.Relabel("renamed"));
  }

  @Test
  void what_is_being_replaced_waits_for_the_end_of_it() {
    assertThat(decide(file().revision(SECOND), row(null, null, true)))
        .isEqualTo(new Decision.Postponed());
  }

  @Test
  void what_failed_is_reported_until_its_time_comes() {
    Trouble waiting = trouble(LATER);

    assertThat(decide(file(), neverStored(waiting)))
        .isEqualTo(new Decision.Report(Outcome.FAILED, "broken"));
    assertThat(decide(file(), neverStored(trouble(NOW)))).isInstanceOf(Decision.Fetch.class);
  }

  @Test
  void what_failed_is_tried_at_once_when_it_changed() {
    assertThat(decide(file().revision(SECOND), neverStored(trouble(LATER))))
        .isInstanceOf(Decision.Fetch.class);
  }

  @Test
  void what_cannot_be_trusted_is_compared_when_it_is_due_and_not_before() {
    assertThat(decide(file(), row(LATER, null, false))).isEqualTo(new Decision.Nothing());
    assertThat(decide(file(), row(NOW, null, false)))
        .isInstanceOfSatisfying(
            Decision.Fetch.class,
            fetch -> assertThat(fetch.change()).isInstanceOf(Change.Check.class));
  }

  @Test
  void a_due_comparison_does_not_hide_a_known_change() {
    assertThat(decide(file().revision(SECOND), row(NOW, null, false)))
        .isInstanceOfSatisfying(
            Decision.Fetch.class,
            fetch -> assertThat(fetch.change()).isInstanceOf(Change.Replace.class));
  }

  @Test
  void append_compares_nothing_even_when_it_is_due() {
    assertThat(decide(new Append(), Set.of(), file(), row(NOW, null, false)))
        .isEqualTo(new Decision.Nothing());
  }

  @Test
  void the_plan_sees_nothing_of_a_file_that_never_reached_the_sink() {
    SyncPlan asking =
        new SyncPlan() {
          @Override
          public Change decide(RemoteFile listed, SourcePath path, Optional<Recorded> recorded) {
            assertThat(recorded).isEmpty();
            return new Change.Store("asked");
          }

          @Override
          public Departure vanished(Recorded recorded) {
            throw new AssertionError();
          }
        };

    assertThat(decide(asking, Set.of(), file(), neverStored(null)))
        .isEqualTo(new Decision.Fetch(new Change.Store("asked"), Rendition.ORIGINAL));
  }

  private static Trouble trouble(Instant nextTry) {
    return new Trouble(Outcome.FAILED, "broken", 1, nextTry, FIRST.toString());
  }

  private static Decision decide(RemoteFile.Builder file, @Nullable FileRow known) {
    return decide(new Mirror(), Set.of(), file, known);
  }

  private static Decision decide(
      SyncPlan plan, Set<String> refused, RemoteFile.Builder file, @Nullable FileRow known) {
    Decider decider = new Decider(plan, new RefusingSink(refused), LARGEST);
    return decider.decide(listed(file), known, NOW);
  }
}
