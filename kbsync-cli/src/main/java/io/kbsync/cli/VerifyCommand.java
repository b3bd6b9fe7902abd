package io.kbsync.cli;

import io.kbsync.core.RunOptions;
import io.kbsync.core.config.JobConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the source, the record and the dataset with each other. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Reads the whole dataset and the whole source, and says where they differ; writes nothing"
            + " to the dataset.")
final class VerifyCommand implements Callable<Integer> {

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--repair", description = "Mend what differs, as a sync would.")
  private boolean repair;

  VerifyCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    Logging logging = output.start(program);
    JobConfig job = config.read(program);
    JobSession.announce(job, logging);
    JobSession session = new JobSession(program, job, new Reports(program, null), !repair);
    RunOptions run = repair ? RunOptions.once() : RunOptions.rehearsal();
    return session.once(run.withReading()).value();
  }
}
