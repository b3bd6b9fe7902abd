package io.kbsync.cli;

import io.kbsync.core.JobControl;
import io.kbsync.core.report.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives up a root that is not synced any more. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Gives up a knowledge base or space that the job no longer syncs.")
final class ForgetCommand implements Callable<Integer> {

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--root",
      paramLabel = "NAME",
      required = true,
      description = "Its name, or its id where two bear the name.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String root;

  ForgetCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    output.start(program);
    try (JobControl control = JobControl.open(config.read(program))) {
      int documents = control.forget(root);
      if (documents == 0) {
        program.screen().err("No stored file belongs to " + Visible.of(root) + ".");
        return ExitCode.REFUSED.value();
      }
      program
          .screen()
          .out(documents + " documents go in the next sync, unless it syncs them again.");
      return ExitCode.IN_SYNC.value();
    }
  }
}
