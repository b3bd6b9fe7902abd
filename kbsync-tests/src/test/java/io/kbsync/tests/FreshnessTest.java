package io.kbsync.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.schedule.Daemon;
import io.kbsync.core.schedule.DaemonListener;
import io.kbsync.core.schedule.Schedule;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.ragflow.RagflowDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month in the life of a Drive space: how many calls it costs, and how old a change is when
 * people can search it. Time jumps from pass to pass; schedule, engine and servers are the real
 * ones, so the calls are those that the servers counted.
 */
class FreshnessTest {

  private static final int FILES = 1_000;
  private static final int FOLDERS = 60;
  private static final int CHANGES_A_DAY = 20;
  private static final long BUDGET = 5_000;

  /** The first moment of a month, and of the next, where DingTalk counts. */
  private static final Instant MONTH = Instant.parse("2027-02-28T16:00:00Z");

  private static final Instant NEXT_MONTH = Instant.parse("2027-03-31T16:00:00Z");

  @TempDir Path folder;
  private final Random random = new Random(20_270_301);
  private final List<Entry> folders = new ArrayList<>();
  private final List<Entry> files = new ArrayList<>();
  private final List<Duration> ages = new ArrayList<>();
  private final List<Duration> agesOfRemovals = new ArrayList<>();

  /** What somebody does at some time, and how it shows in the dataset. */
  private record Change(Instant at, String name, Optional<String> sha256) {

    boolean hasArrived(Playground play) {
      Optional<RagflowDocument> document = play.dataset().named(name);
      return sha256.isEmpty()
          ? document.isEmpty()
          : document
              .filter(RagflowDocument::searchable)
              .map(RagflowDocument::sha256)
              .equals(sha256);
    }
  }

  @Test
  void a_change_is_searchable_within_half_an_hour_and_a_month_costs_less_than_4000_calls()
      throws Exception {
    try (Playground play = new Playground(folder).firstLook(Duration.ofMillis(1))) {
      turnTo(play, MONTH.minus(Duration.ofHours(20)));
      play.set("dingDingRoot", "Team").set("callBudget", Long.toString(BUDGET));
      fill(play.dingTalk.world().addSpace("Team").root());
      assertThat(play.runWell().counts().stored()).isEqualTo(FILES);
      turnTo(play, MONTH);
      play.afterwards();

      int passes = live(play);

      long calls = play.dingTalk.callsCounted();
      String figures =
          "%d passes, %d calls, changes: median %s, 95 %% %s; removals: oldest %s"
              .formatted(
                  passes, calls, share(ages, 0.5), share(ages, 0.95), share(agesOfRemovals, 1));
      assertThat(ages.size()).isGreaterThan(400);
      assertThat(agesOfRemovals.size()).isGreaterThan(30);
      assertThat(calls).as(figures).isLessThanOrEqualTo(4_000);
      assertThat(share(ages, 0.5)).as(figures).isLessThanOrEqualTo(Duration.ofMinutes(30));
      assertThat(share(ages, 0.95)).as(figures).isLessThanOrEqualTo(Duration.ofHours(6));
      assertThat(share(agesOfRemovals, 1)).as(figures).isLessThanOrEqualTo(Duration.ofDays(1));
    }
  }

  private static void turnTo(Playground play, Instant moment) {
    play.clock.jump(Duration.between(play.clock.instant(), moment));
  }

  private void fill(Entry root) {
    for (int i = 0; i < FOLDERS; i++) {
      folders.add(root.addFolder("Folder " + i));
    }
    for (int i = 0; i < FILES; i++) {
      files.add(folders.get(i % FOLDERS).addFile("file " + i + ".md", "Text " + i));
    }
  }

  /** Passes until the month is over. */
  private int live(Playground play) throws Exception {
    Deque<Instant> times = new ArrayDeque<>(timesOfChanges());
    List<Change> pending = new ArrayList<>();
    int[] passes = {0};
    try (SyncEngine engine = play.engine()) {
      Daemon[] daemon = new Daemon[1];
      DaemonListener month =
          new DaemonListener() {
            @Override
            public void passEnded(SyncReport report, Instant next, String reason) {
              assertThat(report.failed().entries()).isEmpty();
              assertThat(report.fatalEnd()).isEmpty();
              passes[0]++;
              arrive(play, pending);
              while (!times.isEmpty() && times.peek().isBefore(next)) {
                turnTo(play, times.peek());
                pending.add(change(times.remove()));
              }
              turnTo(play, next);
              if (!next.isBefore(NEXT_MONTH)) {
                daemon[0].stop();
              }
            }

            @Override
            public void waitsUntil(Instant next, String reason) {
              turnTo(play, next);
            }

            @Override
            public void warning(String text) {
              throw new AssertionError(text);
            }
          };
      daemon[0] = new Daemon(engine, new Schedule(null, BUDGET), play.clock, month);
      daemon[0].run(true);
    }
    return passes[0];
  }

  /** At any hour of any day, but for the last ones, which nobody would see arrive. */
  private List<Instant> timesOfChanges() {
    long seconds = Duration.between(MONTH, NEXT_MONTH).toSeconds() - 86_400;
    return random
        .longs(CHANGES_A_DAY * seconds / 86_400, 0, seconds)
        .sorted()
        .mapToObj(MONTH::plusSeconds)
        .toList();
  }

  private Change change(Instant at) {
    int kind = random.nextInt(10);
    String text = "Written at " + at;
    Entry file = files.get(random.nextInt(files.size()));
    if (kind == 0) {
      files.remove(file);
      file.delete();
      return new Change(at, file.name(), Optional.empty());
    }
    if (kind <= 3) {
      file = folders.get(random.nextInt(FOLDERS)).addFile("new " + at.toEpochMilli() + ".md", text);
      files.add(file);
    } else {
      file.edit(text);
    }
    String sha256 = Hashing.sha256().hashString(text, UTF_8).toString();
    return new Change(at, file.name(), Optional.of(sha256));
  }

  private void arrive(Playground play, List<Change> pending) {
    Instant now = play.clock.instant();
    for (Change change : List.copyOf(pending)) {
      boolean overtaken =
          pending.stream()
              .anyMatch(
                  other ->
                      other != change
                          && other.name().equals(change.name())
                          && other.at().isAfter(change.at()));
      if (overtaken) {
        pending.remove(change);
      } else if (change.hasArrived(play)) {
        pending.remove(change);
        List<Duration> list = change.sha256().isEmpty() ? agesOfRemovals : ages;
        list.add(Duration.between(change.at(), now));
      }
    }
  }

  private static Duration share(List<Duration> durations, double part) {
    List<Duration> sorted = durations.stream().sorted(Comparator.naturalOrder()).toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
  }
}
