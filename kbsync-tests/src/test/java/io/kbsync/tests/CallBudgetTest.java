package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.RunOptions;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.schedule.Schedule;
import io.kbsync.core.schedule.Schedule.Books;
import io.kbsync.core.schedule.Schedule.Next;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Quirks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of costs in docs/call-budget.md: from the schedule's own decisions and real runs. */
class CallBudgetTest {

  private static final DocumentedTable DOCUMENTED =
      new DocumentedTable("call-budget.md", "costs", CallBudgetTest.class);

  private static final long BUDGET = 5_000;
  private static final int PAGE = 50;
  private static final int DOWNLOADS_A_DAY = 20;
  private static final Instant MONTH = Instant.parse("2027-02-28T16:00:00Z");
  private static final Instant NEXT_MONTH = Instant.parse("2027-03-31T16:00:00Z");

  @TempDir Path folder;

  /** Files in folders of one level, as many in each. */
  private record Space(long files, long folders) {

    static final Space SMALL = new Space(1_000, 60);

    long walk() {
      return pages(folders) + folders * pages(files / folders);
    }

    long whole() {
      return pages(files + folders);
    }

    private static long pages(long entries) {
      return Math.max(1, (entries + PAGE - 1) / PAGE);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,d in %,d", files, folders);
    }
  }

  private static final List<Space> SPACES =
      List.of(Space.SMALL, new Space(10_000, 600), new Space(100_000, 6_000));

  @Test
  void the_table_in_the_documentation_is_what_the_schedule_decides() throws Exception {
    StringBuilder table = new StringBuilder();
    row(
        table,
        "",
        "files in folders",
        "first sync",
        "a listing",
        "a look",
        "within 5,000 calls a month");
    row(table, "---", "---", "---", "---", "---", "---");
    for (Space space : SPACES) {
      long whole = space.whole();
      row(table, "Drive", space, whole + space.files(), whole, 1, passes(whole, true));
    }
    for (Space space : SPACES) {
      long walk = space.walk();
      row(table, "Drive, walked", space, walk + space.files(), walk, "none", passes(walk, false));
    }
    for (Space space : SPACES) {
      long walk = space.walk();
      row(
          table,
          "knowledge base",
          space,
          walk + 2 * space.files(),
          walk,
          "none",
          passes(walk, false));
    }
    DOCUMENTED.requireShown(table.toString());
  }

  private static void row(StringBuilder table, Object... cells) {
    for (Object cell : cells) {
      String text =
          cell instanceof Number number
              ? String.format(Locale.ROOT, "%,d", number.longValue())
              : "" + cell;
      table.append("| ").append(text).append(' ');
    }
    table.append("|\n");
  }

  /** A month as the schedule plans it. */
  private static String passes(long callsOfListing, boolean canLook) {
    Schedule schedule = new Schedule(null, BUDGET);
    long spent = 0;
    long looks = 0;
    long listings = 0;
    Instant listing = MONTH;
    Duration longest = Duration.ZERO;
    Next next = new Next(false, MONTH, "");
    while (next.at().isBefore(NEXT_MONTH)) {
      Instant now = next.at();
      if (next.look()) {
        looks++;
      } else {
        listings++;
        Duration since = Duration.between(listing, now);
        longest = since.compareTo(longest) > 0 ? since : longest;
        listing = now;
      }
      long days = Duration.between(MONTH, now).toDays();
      spent = looks + listings * callsOfListing + days * DOWNLOADS_A_DAY;
      next =
          schedule.next(new Books(now, now, spent, listing, 0, callsOfListing, 1, canLook, null));
    }
    String often = listings == 1 ? "one full listing" : "a full listing every " + text(longest);
    Duration month = Duration.between(MONTH, NEXT_MONTH);
    return callsOfListing > BUDGET
        ? "not one full listing: leave folders out, or raise the edition"
        : looks == 0 ? often : "a look every " + text(month.dividedBy(looks)) + ", " + often;
  }

  private static String text(Duration duration) {
    if (duration.compareTo(Duration.ofHours(2)) < 0) {
      return duration.toMinutes() + " minutes";
    }
    return duration.compareTo(Duration.ofDays(2)) < 0
        ? Math.round(duration.toMinutes() / 60.0) + " hours"
        : String.format(Locale.ROOT, "%.1f days", duration.toMinutes() / 1440.0);
  }

  @Test
  void a_drive_space_costs_what_the_table_says() throws Exception {
    try (Playground play = new Playground(folder)) {
      play.set("dingDingRoot", "Team");
      fill(play.dingTalk.world().addSpace("Team").root());

      assertThat(calls(play, "storage.listAll")).isEqualTo(Space.SMALL.whole());
    }
  }

  @Test
  void a_drive_space_that_is_walked_costs_what_the_table_says() throws Exception {
    try (Playground play = new Playground(folder)) {
      play.set("dingDingRoot", "Team");
      play.dingTalk.quirks().listAll(Quirks.ListAll.NOT_FOUND);
      fill(play.dingTalk.world().addSpace("Team").root());

      assertThat(calls(play, "storage.dentries")).isEqualTo(Space.SMALL.walk());
    }
  }

  @Test
  void a_knowledge_base_costs_what_the_table_says() throws Exception {
    try (Playground play = new Playground(folder)) {
      play.set("dingDingSource", "KnowledgeBase").set("dingDingRoot", "Handbook");
      fill(play.dingTalk.world().addKnowledgeBase("Handbook").root());

      assertThat(calls(play, "wiki.nodes")).isEqualTo(Space.SMALL.walk());
    }
  }

  /** A rehearsal lists what there is and fetches nothing. */
  private static long calls(Playground play, String group) throws Exception {
    SyncReport report = play.run(RunOptions.rehearsal());
    assertThat(report.counts().stored()).isEqualTo(Space.SMALL.files());
    return report.sourceCalls().get(group);
  }

  private static void fill(Entry root) {
    List<Entry> folders = new ArrayList<>();
    for (int f = 0; f < Space.SMALL.folders(); f++) {
      folders.add(root.addFolder("Folder " + f));
    }
    for (int i = 0; i < Space.SMALL.files(); i++) {
      folders.get(i % folders.size()).addFile("file " + i + ".md", "Text " + i);
    }
  }
}
