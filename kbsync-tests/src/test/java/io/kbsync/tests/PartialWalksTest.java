package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.schedule.Daemon;
import io.kbsync.core.schedule.DaemonListener;
import io.kbsync.core.schedule.Schedule;
import io.kbsync.testkit.dingtalk.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A knowledge base of which every folder is walked only now and then. */
@Timeout(120)
class PartialWalksTest {

  private static final int FOLDERS = 12;

  @TempDir Path folder;
  private final List<Entry> folders = new ArrayList<>();
  private final List<SyncReport> reports = new ArrayList<>();
  private final List<Integer> calls = new ArrayList<>();

  private Playground handbook() throws Exception {
    Playground play = new Playground(folder);
    play.set("dingDingSource", "KnowledgeBase")
        .set("dingDingRoot", "Handbook")
        .set("fullWalkInterval", "6h");
    Entry root = play.dingTalk.world().addKnowledgeBase("Handbook").root();
    for (int i = 0; i < FOLDERS; i++) {
      folders.add(root.addFolder("F" + i));
      folders.get(i).addFile("old" + i + ".md", "old " + i);
    }
    play.clock.jump(Duration.ofDays(30));
    return play;
  }

  private SyncReport look(Playground play) throws Exception {
    play.afterwards();
    return play.run(RunOptions.look(play.clock.instant().plusSeconds(600)));
  }

  @Test
  void a_partial_walk_brings_what_is_new_for_the_calls_of_the_folders_it_reads() throws Exception {
    try (Playground play = handbook()) {
      folders.get(0).addFile("today.md", "today");
      play.runWell();
      folders.get(0).addFile("new.md", "new");

      SyncReport report = look(play);

      assertThat(report.look()).isTrue();
      assertThat(report.counts().stored()).isEqualTo(1);
      assertThat(play.names()).contains("new.md").hasSize(FOLDERS + 2);
      assertThat(play.dingTalk.requests().count("nodes")).isEqualTo(1 + 1);
      assertThat(play.dingTalk.callsCounted()).isEqualTo(1 + 1 + 2);
    }
  }

  @Test
  void nothing_is_removed_because_of_a_partial_walk() throws Exception {
    try (Playground play = handbook()) {
      Entry gone = folders.get(0).addFile("today.md", "today");
      folders.get(0).addFile("stays.md", "stays");
      folders.get(1).addFile("lost.md", "lost");
      play.runWell();
      gone.delete();
      folders.get(1).delete();

      for (int i = 0; i < 3; i++) {
        SyncReport report = look(play);
        assertThat(report.counts().removed()).isZero();
        assertThat(report.failed().entries()).isEmpty();
        assertThat(report.heldBack().entries()).isEmpty();
      }
      assertThat(play.names()).contains("today.md", "old1.md", "lost.md");
      assertThat(play.dingTalk.requests().count("nodes"))
          .as("the root, and two folders that were active")
          .isEqualTo(1 + 2);

      play.runWell();
      play.runWell();
      assertThat(play.names()).contains("stays.md").doesNotContain("today.md");
    }
  }

  @Test
  void a_service_walks_every_folder_as_often_as_asked_and_few_in_between() throws Exception {
    try (Playground play = handbook();
        SyncEngine engine = play.engine()) {
      Daemon[] daemon = new Daemon[1];
      DaemonListener day =
          new DaemonListener() {
            @Override
            public void passEnded(SyncReport report, Instant next, String reason) {
              reports.add(report);
              calls.add(play.dingTalk.requests().count("nodes"));
              play.dingTalk.requests().reset();
              if (reports.size() == 2) {
                folders.get(4).addFile("quiet.md", "quiet");
              }
              if (reports.size() == 13) {
                daemon[0].stop();
              }
              play.clock.jump(Duration.between(play.clock.instant(), next));
            }

            @Override
            public void waitsUntil(Instant next, String reason) {}

            @Override
            public void warning(String text) {
              throw new AssertionError(text);
            }
          };
      daemon[0] = new Daemon(engine, new Schedule(Duration.ofHours(1), 0), play.clock, day);

      daemon[0].run(false);

      assertThat(reports).allMatch(report -> report.fatalEnd().isEmpty());
      List<Integer> full = new ArrayList<>();
      for (int i = 0; i < reports.size(); i++) {
        if (!reports.get(i).look()) {
          full.add(i);
        }
      }
      assertThat(full).containsExactly(0, 6, 12);
      assertThat(calls.get(0)).isEqualTo(1 + FOLDERS);
      assertThat(calls.subList(1, 6)).as("only the root").containsOnly(1);
      assertThat(calls.get(6)).isEqualTo(1 + FOLDERS);
      assertThat(calls.subList(7, 12)).as("and the folder that woke up").containsOnly(1 + 1);
      assertThat(play.names()).contains("quiet.md");
    }
  }
}
