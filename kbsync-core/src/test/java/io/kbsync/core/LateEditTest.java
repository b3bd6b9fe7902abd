package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import io.kbsync.core.memory.ShiftedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose mark may lag behind their content are compared again, however they came. */
class LateEditTest {

  @TempDir Path folder;
  private final ShiftedClock clock = new ShiftedClock();
  private Job job;

  @BeforeEach
  void a_file_whose_mark_may_lag() {
    job = new Job(folder);
    job.options(job.options().clock(clock));
    job.source.file("a", "a.txt", "alpha");
    job.source.unsettled("a");
  }

  @Test
  void an_edit_is_found_though_the_record_was_lost_meanwhile() throws Exception {
    job.run();
    Files.delete(folder.resolve("kbsync-state/test.db"));
    assertThat(job.run().counts().adopted()).isEqualTo(1);

    assertAnUnseenEditArrives();
  }

  @Test
  void an_edit_is_found_though_the_run_died_after_the_upload() throws Exception {
    AtomicBoolean died = new AtomicBoolean();
    job.sink.moments.add(
        moment -> {
          if (moment.equals("after put") || died.get()) {
            died.set(true);
            throw new FatalException(FatalException.Kind.UNREACHABLE, "the process died", null);
          }
        });
    job.run();
    job.sink.moments.clear();
    assertThat(job.run().counts().adopted()).isEqualTo(1);

    assertAnUnseenEditArrives();
  }

  @Test
  void a_document_adopted_by_its_name_stays_until_the_mark_changes() throws Exception {
    job.set("existing", "adopt");
    String id = job.sink.storedByHand("a.txt", "somebody's alpha");
    assertThat(job.run().counts().adopted()).isEqualTo(1);

    clock.move(Duration.ofHours(2));
    job.run();

    assertThat(job.sink.docs()).extracting(Doc::id).containsExactly(id);
  }

  private void assertAnUnseenEditArrives() throws Exception {
    assertThat(job.sink.moments.count("put")).isEqualTo(1);
    job.source.editUnseen("a", "alpha, a little later");

    clock.move(Duration.ofHours(2));
    job.run();

    assertThat(job.sink.contents()).isEqualTo(job.source.contents());
  }
}
