package io.kbsync.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.api.source.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Root ROOT = new Root("r", "Base");
  private static final Instant START = Instant.parse("2026-07-14T09:00:00Z");

  private static final List<SyncEvent> ONE_OF_EACH =
      List.of(
          new SyncEvent.ListingStarted(ROOT),
          new SyncEvent.PageListed(ROOT, 7),
          new SyncEvent.ListingEnded(7),
          new SyncEvent.Planned("a", "new"),
          new SyncEvent.Received(5),
          new SyncEvent.Stored("a", 5),
          new SyncEvent.Replaced("b", 6),
          new SyncEvent.Relabelled("c", "C"),
          new SyncEvent.Unchanged("d"),
          new SyncEvent.Removed("e"),
          new SyncEvent.Adopted("f"),
          new SyncEvent.Excluded("g", "blackList: g"),
          new SyncEvent.TextOnly("h", "only md"),
          new SyncEvent.Skipped("i", "a shortcut"),
          new SyncEvent.Failed("j", "broken"),
          new SyncEvent.LoginNeeded("k", "login"),
          new SyncEvent.HeldBack("l", "many"),
          new SyncEvent.AdditionsHeldBack(9, "many"),
          new SyncEvent.Indexed("m", true),
          new SyncEvent.Warning("look here"),
          new SyncEvent.Waiting("paused"));

  private final List<SyncEvent> heard = new ArrayList<>();
  private final Tally tally = new Tally(heard::add);

  @Test
  void every_kind_of_event_is_counted_where_it_belongs() {
    ONE_OF_EACH.forEach(tally::on);
    tally.unchanged(3);
    tally.notSearchable("n", "empty");

    SyncReport report = report();

    assertThat(report.counts()).isEqualTo(new SyncReport.Counts(7, 1, 1, 1, 1, 1, 3, 1, 2, 5, 1));
    assertThat(report.excluded()).isEqualTo(Map.of("blackList: g", 1L));
    assertThat(report.textOnly()).isEqualTo(one("h", "only md"));
    assertThat(report.skipped()).isEqualTo(one("i", "a shortcut"));
    assertThat(report.failed()).isEqualTo(one("j", "broken"));
    assertThat(report.loginNeeded()).isEqualTo(one("k", "login"));
    assertThat(report.heldBack()).isEqualTo(one("l", "many"));
    assertThat(report.additionsHeldBack()).isEqualTo(9);
    assertThat(report.notSearchable()).isEqualTo(one("n", "empty"));
    assertThat(report.warnings()).containsExactly("look here");
    assertThat(report.callsSpent()).isEqualTo(9);
    assertThat(report.changedAnything()).isTrue();
  }

  @Test
  void the_events_tried_here_are_all_there_are() {
    assertThat(ONE_OF_EACH)
        .extracting(SyncEvent::getClass)
        .extracting(Class::getName)
        .containsExactlyInAnyOrder(
            Arrays.stream(SyncEvent.class.getPermittedSubclasses())
                .map(Class::getName)
                .toArray(String[]::new));
  }

  @Test
  void every_event_is_passed_on() {
    ONE_OF_EACH.forEach(tally::on);

    assertThat(heard).isEqualTo(ONE_OF_EACH);
  }

  @Test
  void an_eventless_run_changed_nothing() {
    SyncReport report = report();

    assertThat(report.changedAnything()).isFalse();
    assertThat(report.fatalEnd()).isEmpty();
    assertThat(report.stopped()).isFalse();
  }

  @Test
  void memory_stays_bounded_and_the_numbers_stay_right() {
    for (int i = 0; i < 5_000; i++) {
      tally.on(new SyncEvent.Failed("f" + i, "broken"));
      tally.on(new SyncEvent.Warning("w" + i));
    }

    SyncReport report = report();

    assertThat(report.failed().count()).isEqualTo(5_000);
    assertThat(report.failed().entries()).hasSize(1_000);
    assertThat(report.failed().entries().get(0).path()).isEqualTo("f0");
    assertThat(report.warnings()).hasSize(1_000);
  }

  @Test
  void many_threads_lose_nothing() {
    Tally shared = new Tally(SyncListener.NONE);
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(
            i -> {
              shared.on(new SyncEvent.Stored("f" + i, 2));
              shared.on(new SyncEvent.Received(2));
              shared.unchanged(1);
            });

    SyncReport report = shared.report("job", START, START, false, false, 0, Map.of(), Map.of());

    assertThat(report.counts().stored()).isEqualTo(10_000);
    assertThat(report.counts().bytes()).isEqualTo(20_000);
    assertThat(report.counts().unchanged()).isEqualTo(10_000);
  }

  @Test
  void of_several_reasons_to_end_the_first_is_told() {
    tally.fatal(FatalException.quota("spent", START, null));
    tally.fatal(new FatalException(FatalException.Kind.UNREACHABLE, "away", null));

    assertThat(report().fatalEnd())
        .contains(new SyncReport.Fatal(FatalException.Kind.QUOTA, "spent", START));
  }

  @Test
  void who_stopped_it_is_told() {
    tally.stopped();

    assertThat(report().stopped()).isTrue();
  }

  private SyncReport report() {
    return tally.report(
        "job",
        START,
        START.plusSeconds(1),
        false,
        false,
        2,
        Map.of("list", 4L, "get", 5L),
        Map.of());
  }

  private static SyncReport.Notes one(String path, String reason) {
    return new SyncReport.Notes(1, List.of(new SyncReport.Note(path, reason)));
  }
}
