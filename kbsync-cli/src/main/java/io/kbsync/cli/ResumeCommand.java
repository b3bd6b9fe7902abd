package io.kbsync.cli;

import io.kbsync.core.JobControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a job's pause. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lets a paused job go on.")
final class ResumeCommand implements Callable<Integer> {

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOptions output = new OutputOptions();

  ResumeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    output.start(program);
    try (JobControl control = JobControl.open(config.read(program))) {
      control.resume();
    }
    program.screen().out("Resumed.");
    return 0;
  }
}
