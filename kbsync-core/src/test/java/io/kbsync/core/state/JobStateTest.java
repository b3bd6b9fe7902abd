package io.kbsync.core.state;

import static io.kbsync.core.state.World.NOW;
import static io.kbsync.core.state.World.ROOT;
import static io.kbsync.core.state.World.id;
import static io.kbsync.core.state.World.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStateTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("job.db");
  }

  @Test
  void a_new_record_is_empty_and_only_its_owner_may_look_at_it() throws Exception {
    try (JobState state = JobState.open(file)) {
      assertThat(state.files().count()).isZero();
      assertThat(state.runs().last()).isEmpty();
      store(state, 1, "a");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(
                each ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void a_record_that_others_may_read_is_made_private() throws Exception {
    JobState.open(file).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    JobState.open(file).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void what_was_written_is_there_when_it_is_opened_again() throws Exception {
    try (JobState state = JobState.open(file)) {
      long run = state.runs().begin(NOW);
      store(state, run, "a", "b");
      state.runs().end(run, NOW.plusSeconds(9), Runs.Outcome.DONE);
    }
    try (JobState state = JobState.open(file)) {
      assertThat(state.files().count()).isEqualTo(2);
      assertThat(state.runs().last())
          .contains(new Runs.PastRun(1, NOW, NOW.plusSeconds(9), Runs.Outcome.DONE));
      assertThat(state.runs().begin(NOW)).isEqualTo(2);
    }
  }

  @Test
  void what_was_flushed_lies_in_the_file_itself_while_the_record_is_open() throws Exception {
    Path copy = folder.resolve("copy.db");
    try (JobState state = JobState.open(file)) {
      store(state, 1, "a", "b");
      state.flush();
      Files.copy(file, copy);
      assertThat(state.files().count()).isEqualTo(2);
    }
    try (JobState copied = JobState.open(copy)) {
      assertThat(copied.files().count()).isEqualTo(2);
    }
  }

  @Test
  void a_record_of_a_newer_program_is_left_alone_and_says_so() throws Exception {
    JobState.open(file).close();
    sql("PRAGMA user_version = 99");

    StateException e = catchThrowableOfType(StateException.class, () -> JobState.open(file));

    assertThat(e)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("written by a newer KBSync (schema 99");
    assertThat(JobState.isDamage(e)).isFalse();
  }

  @Test
  void a_record_of_an_older_program_is_brought_up_to_date_with_all_it_holds() throws Exception {
    try (JobState state = JobState.open(file)) {
      store(state, state.runs().begin(NOW), "a", "b");
    }
    sql("ALTER TABLE run RENAME COLUMN outcome TO summary");
    sql("UPDATE run SET ended = started, summary = 'ended early'");
    sql("DROP INDEX file_root");
    sql("CREATE INDEX file_root_seen ON file(root, seen_run)");
    sql("ALTER TABLE file ADD COLUMN settled INTEGER NOT NULL DEFAULT 1");
    sql("ALTER TABLE replacement ADD COLUMN settled INTEGER NOT NULL DEFAULT 1");
    sql("ALTER TABLE file DROP COLUMN wanted_for");
    sql("PRAGMA user_version = 2");

    try (JobState state = JobState.open(file)) {
      assertThat(state.files().storedUnder(ROOT)).containsExactlyInAnyOrder(id("a"), id("b"));
      FileRow row = state.files().find(id("a")).orElseThrow();
      assertThat(row.wantedName()).isEqualTo(new WantedName("a.txt", row.name()));
      assertThat(state.runs().last()).contains(new Runs.PastRun(1, NOW, NOW, Runs.Outcome.FAILED));
    }
    assertThat(indexes()).contains("file_root").doesNotContain("file_root_seen");
  }

  @Test
  void a_file_that_is_no_record_is_recognised_as_damage() throws Exception {
    byte[] noise = new byte[8_192];
    new Random(1).nextBytes(noise);
    Files.write(file, noise);

    StateException e = catchThrowableOfType(StateException.class, () -> JobState.open(file));

    assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("set it aside");
    assertThat(JobState.isDamage(e)).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(noise);
  }

  @Test
  void a_place_where_no_file_can_be_is_no_damage() throws Exception {
    Path nowhere = folder.resolve("missing/job.db");

    StateException e = catchThrowableOfType(StateException.class, () -> JobState.open(nowhere));

    assertThat(e).hasMessageContaining(nowhere.toString());
    assertThat(JobState.isDamage(e)).isFalse();
  }

  @Test
  void another_process_may_look_while_one_writes() throws Exception {
    try (JobState running = JobState.open(file);
        JobState looking = JobState.open(file)) {
      store(running, 1, "a");
      assertThat(looking.files().count()).isEqualTo(1);

      looking.control().pause(true);
      assertThat(running.control().isPaused()).isTrue();
      looking.control().pause(false);
      assertThat(running.control().isPaused()).isFalse();
    }
  }

  @Test
  void what_is_done_at_once_is_done_as_a_whole_or_not_at_all() throws Exception {
    try (JobState state = JobState.open(file)) {
      store(state, 1, "a");

      assertThat(
              state.atOnce(
                  () -> {
                    store(state, 1, "b");
                    return state.files().count();
                  }))
          .isEqualTo(2);
      assertThatThrownBy(
              () ->
                  state.atOnce(
                      () -> {
                        store(state, 1, "c");
                        throw new IllegalStateException("a defect");
                      }))
          .isInstanceOf(StateFailure.class);
      assertThat(state.files().storedUnder(ROOT)).containsExactlyInAnyOrder(id("a"), id("b"));
    }
  }

  @Test
  void values_are_kept_until_they_are_taken_back() throws Exception {
    try (JobState state = JobState.open(file)) {
      Control control = state.control();
      control.nextRun(NOW);
      control.documentsLeft(7L);
      control.chooseRoots("1/2");
      control.lastReading(NOW);
      control.existing("adopt");
    }
    try (JobState state = JobState.open(file)) {
      Control control = state.control();
      assertThat(control.nextRun()).contains(NOW);
      assertThat(control.documentsLeft()).contains(7L);
      assertThat(control.chosenRoots()).contains("1/2");
      assertThat(control.lastReading()).contains(NOW);
      assertThat(control.existing()).contains("adopt");

      control.nextRun(null);
      control.documentsLeft(null);
      assertThat(control.nextRun()).isEmpty();
      assertThat(control.documentsLeft()).isEmpty();
    }
  }

  @Test
  void the_last_hundred_runs_are_remembered() throws Exception {
    try (JobState state = JobState.open(file)) {
      for (int i = 0; i < 150; i++) {
        state.runs().begin(NOW);
      }
      assertThat(state.runs().begin(NOW)).isEqualTo(151);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM run")) {
      assertThat(row.getLong(1)).isEqualTo(100);
    }
  }

  @Test
  void nothing_can_be_asked_after_the_end() throws Exception {
    JobState state = JobState.open(file);
    state.close();

    assertThatThrownBy(() -> state.files().count()).isInstanceOf(StateFailure.class);
  }

  private List<String> indexes() throws Exception {
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'index'")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private void sql(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
