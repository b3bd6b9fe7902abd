package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.http.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that runs on, and what is said to it from outside. */
class DaemonIT {

  private static final Duration DECENT = Duration.ofSeconds(12);

  @TempDir private Path folder;

  private static RunningProgram startDaemon(Playground ground) throws IOException {
    return ground.start("--config", "config", "--source", "KnowledgeBase Drive", "--root", "*");
  }

  private static String ask(Playground ground, String command)
      throws IOException, InterruptedException {
    RunningProgram program = ground.start(command, "--config", "config");
    assertThat(program.exitCode()).as(program.everything()).isZero();
    return program.out();
  }

  @Test
  void sigterm_between_two_passes_ends_the_program_at_once()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      RunningProgram program = startDaemon(ground);
      program.awaitOut("INFO Sync completed: 9 stored");
      program.awaitOut("Next sync at");
      program.signal("TERM");
      assertThat(program.exitCode(DECENT)).isEqualTo(143);
    }
  }

  @Test
  void a_run_that_is_stopped_in_the_middle_is_finished_by_the_next_one()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.ragflow.hold(Duration.ofSeconds(1));
      RunningProgram program = startDaemon(ground);
      assertThat(ground.ragflow.requests().await("documents.upload", 2, Duration.ofMinutes(1)))
          .isTrue();
      program.signal("INT");
      assertThat(program.exitCode(DECENT)).isEqualTo(130);
      assertThat(program.out()).contains(", stopped");

      ground.ragflow.hold(Duration.ZERO);
      RunningProgram second = ground.syncAll();
      assertThat(second.exitCode()).as(second.everything()).isZero();
      assertThat(ground.ragflow.dataset().size()).isEqualTo(Playground.UPLOADED_FILES);
    }
  }

  @Test
  void a_second_process_is_told_who_holds_the_job() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      RunningProgram program = startDaemon(ground);
      program.awaitOut("Next sync at");
      RunningProgram second = ground.syncAll();
      assertThat(second.exitCode()).isEqualTo(4);
      assertThat(second.out()).contains("ERROR ").contains(Long.toString(program.pid()));
    }
  }

  @Test
  void a_restart_that_nobody_watches_waits_out_the_interval()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      assertThat(ground.syncAll().exitCode()).isZero();
      ground.dingTalk.requests().reset();
      RunningProgram program = startDaemon(ground);
      program.awaitOut("INFO The last sync was not long ago. Next sync at");
      assertThat(ground.dingTalk.requests().count("nodes")).isZero();
      program.signal("TERM");
      assertThat(program.exitCode(DECENT)).isEqualTo(143);
    }
  }

  @Test
  void pause_resume_and_status_work_beside_a_running_process()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      assertThat(ask(ground, "status")).contains("not running").containsPattern("last sync +none");
      assertThat(ask(ground, "pause")).contains("Paused");
      RunningProgram program = startDaemon(ground);
      program.awaitOut("INFO Waiting: ");
      assertThat(ask(ground, "status")).contains("paused").contains(Long.toString(program.pid()));
      assertThat(ground.ragflow.dataset().size()).isZero();

      assertThat(ask(ground, "resume")).contains("Resumed");
      program.awaitOut("INFO Sync completed: 9 stored");
      assertThat(ask(ground, "status")).containsPattern("files stored +9").contains("next sync");
    }
  }

  @Test
  void a_service_whose_server_is_away_at_its_start_waits_and_tries_again()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.addToConfig("syncInterval=2s");
      ground.dingTalk.faults().on("drive.spaces").inject(Fault.status(503));
      RunningProgram program = startDaemon(ground);
      program.awaitOut("WARN Sync not begun. Next try at");
      assertThat(program.out()).contains("HTTP 503");
      ground.dingTalk.faults().clear();
      program.awaitOut("INFO Sync completed: 9 stored");
      program.signal("TERM");
      assertThat(program.exitCode(DECENT)).isEqualTo(143);
    }
  }

  @Test
  void sigterm_ends_a_service_that_waits_for_its_server() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder)) {
      ground.setInConfig("ragflowUrl", "http://127.0.0.1:9");
      RunningProgram program = startDaemon(ground);
      program.awaitOut("WARN Sync not begun. Next try at");
      program.signal("TERM");
      assertThat(program.exitCode(DECENT)).isEqualTo(143);
    }
  }

  @Test
  void a_later_pass_that_fails_is_tried_again() throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.addToConfig("syncInterval=2s");
      RunningProgram program = startDaemon(ground);
      program.awaitOut("INFO Sync completed: 9 stored");
      ground.ragflow.faults().onAny().inject(Fault.status(503));
      program.awaitOut("ERROR Sync not finished. Next try at");
      ground.ragflow.faults().clear();
      program.awaitOut("INFO Sync completed: 0 stored");
    }
  }
}
