package io.kbsync.cli;

import io.kbsync.core.JobControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses a job, running or not. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Pauses a job until it is resumed: what is in flight ends first.")
final class PauseCommand implements Callable<Integer> {

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOptions output = new OutputOptions();

  PauseCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    output.start(program);
    try (JobControl control = JobControl.open(config.read(program))) {
      control.pause();
    }
    program.screen().out("Paused. KBSync resume lets the job go on.");
    return 0;
  }
}
