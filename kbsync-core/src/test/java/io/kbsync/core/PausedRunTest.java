package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.memory.ShiftedClock;
import io.kbsync.core.report.SyncEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person pauses a run, looks at the dataset while it waits, and lets it go on. */
@Timeout(60)
class PausedRunTest {

  @TempDir Path folder;
  private final ShiftedClock clock = new ShiftedClock();
  private final AtomicBoolean paused = new AtomicBoolean();
  private final List<List<Doc>> seenWhileWaiting = new ArrayList<>();
  private Job job;

  @BeforeEach
  void aSmallWorld() throws Exception {
    job = new Job(folder);
    job.options(job.options().clock(clock));
    job.source.file("a", "a.txt", "alpha").file("b", "b.txt", "beta");
    job.run();
  }

  @Test
  void removals_wait() throws Exception {
    for (int i = 0; i < 100; i++) {
      job.source.file("n" + i, "n" + i + ".txt", "number " + i);
    }
    job.run();
    for (int i = 0; i < 100; i++) {
      job.source.delete("n" + i);
    }
    job.run();
    control(control -> control.approve(control.heldRemovals()));

    pauseAt("before remove");

    runPausedAt(event -> false, isThis(Thread.currentThread()));

    assertThat(seenWhileWaiting)
        .singleElement()
        .satisfies(docs -> assertThat(docs).hasSizeGreaterThan(50));
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void labels_that_are_due_wait() throws Exception {
    job.source.rename("a", "b.txt");
    job.source.rename("b", "a.txt");

    runPausedAt(event -> event instanceof SyncEvent.ListingEnded, isThis(Thread.currentThread()));

    assertThat(seenWhileWaiting)
        .singleElement()
        .satisfies(
            docs ->
                assertThat(docs)
                    .anyMatch(d -> d.name().equals("a.txt") && d.content().equals("alpha")));
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void the_older_document_of_a_replacement_waits() throws Exception {
    job.source.edit("b", "beta two");
    pauseAt("before states");

    runPausedAt(event -> false, thread -> thread.getName().equals("kbsync-indexing"));

    assertThat(seenWhileWaiting)
        .singleElement()
        .satisfies(docs -> assertThat(docs).extracting(Doc::content).contains("beta", "beta two"));
    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }

  @Test
  void a_run_that_begins_while_the_job_is_paused_does_not_even_read_the_dataset() throws Exception {
    pauseOnce();
    job.sink.moments.forget();
    List<String> calls = new ArrayList<>();
    job.options(
        job.options()
            .listener(
                event -> {
                  if (event instanceof SyncEvent.Waiting) {
                    calls.addAll(job.sink.moments.calls());
                    control(JobControl::resume);
                  }
                }));

    job.run(RunOptions.once().withReading());

    assertThat(calls).containsExactly("verify");
    assertThat(job.sink.moments.count("documents")).isPositive();
  }

  private static Predicate<Thread> isThis(Thread thread) {
    return thread::equals;
  }

  /** Pauses at an event; the person resumes once one of these threads waits. */
  private void runPausedAt(Predicate<SyncEvent> when, Predicate<Thread> who) throws Exception {
    job.options(
        job.options()
            .listener(
                event -> {
                  if (when.test(event)) {
                    pauseOnce();
                  }
                  if (event instanceof SyncEvent.Waiting && who.test(Thread.currentThread())) {
                    seenWhileWaiting.add(job.sink.docs());
                    control(JobControl::resume);
                  }
                }));
    job.run();
  }

  private void pauseAt(String when) {
    job.sink.moments.add(
        moment -> {
          if (moment.equals(when)) {
            pauseOnce();
          }
        });
  }

  /** Whoever comes meanwhile waits until the job is paused. */
  private synchronized void pauseOnce() {
    if (paused.compareAndSet(false, true)) {
      control(JobControl::pause);
      clock.move(Duration.ofSeconds(2));
    }
  }

  private void control(Consumer<JobControl> said) {
    try (JobControl control = JobControl.open(job.config())) {
      said.accept(control);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
