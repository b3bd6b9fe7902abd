package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging on in the browser's own window, on a screen that nobody sees. */
class BrowserWindowIT {

  private static final Duration LOADED_MACHINE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void a_window_shows_the_login_enter_too_early_is_told_and_the_program_notices_by_itself()
      throws Exception {
    try (Xvfb screen = Xvfb.start();
        BrowserGround world = new BrowserGround(folder)) {
      RunningProgram program =
          world.ground.screen(screen.display()).startOnTerminal("login --config config");
      program.awaitAnywhere("Log on in the window that opens");
      assertThat(world.web.awaitCode(LOADED_MACHINE)).isTrue();
      Optional<String> before = world.web.code();
      program.type("\n");
      program.awaitAnywhere("nobody is logged on yet");
      program.awaitUntil(
          "the page that Enter opened anew shows another code",
          () -> world.web.code().isPresent() && !world.web.code().equals(before));
      world.scanCodeOfWindow(LOADED_MACHINE);
      assertThat(program.exitCode()).as(program.everything()).isZero();
      assertThat(program.everything())
          .contains("The login holds.")
          .doesNotContain("also in the file");

      RunningProgram headless = world.ground.screen("").start("login", "--config", "config");
      assertThat(headless.exitCode()).as(headless.everything()).isZero();
      assertThat(headless.everything()).doesNotContain("login is needed");
    }
  }

  @Test
  void enter_after_the_login_goes_on_and_what_is_behind_it_arrives() throws Exception {
    try (Xvfb screen = Xvfb.start();
        BrowserGround world = new BrowserGround(folder)) {
      RunningProgram program =
          world.ground.screen(screen.display()).startOnTerminal("--config config --once");
      program.awaitAnywhere("Log on in the window that opens");
      world.scanCodeOfWindow(LOADED_MACHINE);
      program.awaitUntil(
          "the window shows the documents",
          () -> world.ground.dingTalk.requests().count("web.loginLanding") > 0);
      program.type("\n");
      assertThat(program.exitCode()).as(program.everything()).isZero();
      assertThat(world.searchable()).containsExactlyInAnyOrderElementsOf(BrowserGround.NAMES);
    }
  }

  @Test
  void the_end_of_a_pipe_is_no_enter() throws Exception {
    try (Xvfb screen = Xvfb.start();
        BrowserGround world = new BrowserGround(folder)) {
      world.ground.addToConfig("loginWait=5m");
      RunningProgram program =
          world.ground.screen(screen.display()).start("login", "--config", "config");
      world.scanCodeOfWindow(LOADED_MACHINE);
      assertThat(program.exitCode()).as(program.everything()).isZero();
      assertThat(program.everything()).doesNotContain("nobody is logged on yet");
    }
  }
}
