package io.kbsync.core.state;

import static io.kbsync.core.state.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLockTest {

  private static final int TAKEN = 0;
  private static final int HELD = 3;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("job.lock");
  }

  @Test
  void the_second_holder_is_told_who_the_first_one_is_and_what_to_do() throws Exception {
    try (JobLock lock = JobLock.take(file, "docs", NOW)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> JobLock.take(file, "docs", NOW))
          .isInstanceOf(JobHeldException.class)
          .hasMessageContaining("'docs'")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("since " + NOW)
          .hasMessageContaining("Stop that one first")
          .hasMessageContaining("Only a config for another dataset needs another name: job=NAME");
    }
  }

  @Test
  void a_lock_is_free_when_it_was_closed() throws Exception {
    JobLock.take(file, "docs", NOW).close();

    assertThat(JobLock.holderOf(file)).isEmpty();
    JobLock.take(file, "docs", NOW).close();
  }

  @Test
  void who_holds_it_can_be_asked() throws Exception {
    assertThat(JobLock.holderOf(file)).isEmpty();
    assertThat(file).doesNotExist();
    try (JobLock lock = JobLock.take(file, "docs", NOW)) {
      assertThat(lock).isNotNull();
      assertThat(JobLock.holderOf(file).orElseThrow()).contains("since " + NOW);
    }
  }

  @Test
  void one_file_is_one_lock_however_its_path_is_written() throws Exception {
    Path same = folder.resolve("x/../job.lock");
    try (JobLock lock = JobLock.take(file, "docs", NOW)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> JobLock.take(same, "docs", NOW))
          .isInstanceOf(JobHeldException.class);
    }
  }

  @Test
  void another_process_is_kept_out_whatever_this_one_asked_in_between() throws Exception {
    try (JobLock lock = JobLock.take(file, "docs", NOW)) {
      assertThat(lock).isNotNull();
      assertThat(JobLock.holderOf(file)).isPresent();
      assertThatThrownBy(() -> JobLock.take(file, "docs", NOW))
          .isInstanceOf(JobHeldException.class);

      assertThat(takenByAnotherProcess()).isEqualTo(HELD);
    }
    assertThat(takenByAnotherProcess()).isEqualTo(TAKEN);
  }

  @Test
  void a_lock_that_cannot_be_made_says_where() throws Exception {
    Path nowhere = folder.resolve("missing/job.lock");

    assertThatThrownBy(() -> JobLock.take(nowhere, "docs", NOW))
        .isInstanceOf(StateException.class)
        .hasMessageContaining(nowhere.toString());
    Files.createDirectory(folder.resolve("missing"));
    JobLock.take(nowhere, "docs", NOW).close();
  }

  private int takenByAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                Taker.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("taker.log").toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the other process did not end");
    }
    return process.exitValue();
  }

  /** Another process that wants the lock. */
  static final class Taker {

    private Taker() {}

    public static void main(String[] arguments) throws Exception {
      try {
        JobLock.take(Path.of(arguments[0]), "docs", NOW).close();
      } catch (JobHeldException e) {
        System.exit(HELD);
      }
    }
  }
}
