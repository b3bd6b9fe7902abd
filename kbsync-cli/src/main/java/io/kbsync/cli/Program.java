package io.kbsync.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The world the program runs in.
 *
 * @param screen where people read
 * @param terminal where they type
 * @param redaction what every line passes
 * @param clock the only source of time
 * @param environment the process's variables
 */
record Program(
    Screen screen,
    Terminal terminal,
    Redaction redaction,
    Clock clock,
    Map<String, String> environment) {

  static Program ofProcess() {
    return new Program(
        Screen.ofProcess(),
        new SystemTerminal(),
        new Redaction(),
        Clock.systemUTC(),
        System.getenv());
  }

  /** Where the jobs of this user count their calls together, unless a configuration says else. */
  Path ledgerDirectory() {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("kbsync");
  }
}
