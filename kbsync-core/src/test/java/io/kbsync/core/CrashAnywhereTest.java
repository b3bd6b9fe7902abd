package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No duplicate and no hole after any crash: the process dies before or after any call to a
 * connector and before any commit of the state; the next run ends with exactly the files of the
 * source.
 */
class CrashAnywhereTest {

  private static final int EVERY = Integer.getInteger("kbsync.crash.every", 23);

  @TempDir Path folder;

  /** The process is gone: nothing that belongs to it does anything any more. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
      super("the process died", null, false, false);
    }
  }

  /** Counts moments, and lets the process die at one of them. */
  private static final class Fate {
    private final AtomicInteger moments = new AtomicInteger();
    private final int death;

    Fate(int death) {
      this.death = death;
    }

    void moment() {
      if (moments.incrementAndGet() >= death) {
        throw new Crash();
      }
    }

    boolean struck() {
      return moments.get() >= death;
    }
  }

  @Test
  void a_first_run_that_died_anywhere_is_finished_by_the_next_one() throws Exception {
    int crashes = 0;
    for (int death = 1; ; death += EVERY) {
      Job job = world(death);
      if (!diesAt(job, death)) {
        break;
      }
      crashes++;
      recovers(job, death);
    }
    System.out.println("first runs that died at a moment of their own: " + crashes);
    assertThat(crashes).isGreaterThan(10);
  }

  @Test
  void a_run_with_changes_that_died_anywhere_is_finished_by_the_next_one() throws Exception {
    int crashes = 0;
    for (int death = 1; ; death += Math.max(1, EVERY / 4)) {
      Job job = world(100_000 + death);
      job.run();
      change(job);
      if (!diesAt(job, death)) {
        break;
      }
      crashes++;
      recovers(job, death);
    }
    System.out.println("runs with changes that died at a moment of their own: " + crashes);
    assertThat(crashes).isGreaterThan(10);
  }

  private Job world(int number) throws Exception {
    Job job = new Job(Files.createDirectories(folder.resolve("world" + number)));
    job.source.folder("f1", "Reports", "");
    for (int i = 0; i < 30; i++) {
      job.source.file("n" + i, "n" + i + ".txt", i % 2 == 0 ? "f1" : "", "number " + i);
    }
    return job;
  }

  private static void change(Job job) {
    job.source.edit("n1", "number one, changed");
    job.source.edit("n2", "number two, changed");
    job.source.rename("n3", "n4.txt");
    job.source.rename("n4", "n3.txt");
    job.source.move("n5", "f1");
    job.source.delete("n6");
    job.source.file("n30", "n6.txt", "a new one under the name of a removed one");
  }

  private static boolean diesAt(Job job, int death) {
    Fate fate = new Fate(death);
    job.source.moments.add(moment -> fate.moment());
    job.sink.moments.add(moment -> fate.moment());
    EngineOptions alive = job.options();
    job.options(alive.beforeCommit(fate::moment));
    try {
      job.run();
    } catch (Throwable e) {
      assertThat(fate.struck()).as("only the crash ends a run: %s", e).isTrue();
    } finally {
      job.options(alive);
      job.source.moments.clear();
      job.sink.moments.clear();
    }
    return fate.struck();
  }

  private static void recovers(Job job, int death) throws Exception {
    SyncReport report = job.run();

    assertThat(job.sink.contents())
        .as("after a death at moment %s; report %s", death, report)
        .isEqualTo(job.source.contents());
    assertThat(job.sink.docs()).as("moment %s", death).allMatch(Doc::searchable);
    assertThat(job.run().changedAnything()).as("a further run after %s", death).isFalse();
  }
}
