package io.kbsync.cli;

import io.kbsync.cli.Logging.Verbosity;
import java.util.List;
import picocli.CommandLine.Option;

/** How much is said. */
final class OutputOptions {

  @Option(
      names = "-v",
      description = "Say more: what happens to each file; -vv: also what is asked of the servers.")
  private List<Boolean> more = List.of();

  @Option(names = "-q", description = "Say nothing but warnings, errors and the summary.")
  private boolean quiet;

  @Option(names = "--log-time", description = "Begin each log line with the time.")
  private boolean times;

  /** Log lines go to the program's screen from here on. */
  Logging start(Program program) {
    return Logging.start(program.screen(), verbosity(), times, program.redaction());
  }

  private Verbosity verbosity() {
    if (quiet) {
      return Verbosity.QUIET;
    }
    return switch (more.size()) {
      case 0 -> Verbosity.NORMAL;
      case 1 -> Verbosity.VERBOSE;
      default -> Verbosity.MOST;
    };
  }
}
