package io.kbsync.cli;

import io.kbsync.core.SyncEngine;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.report.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks for the login that some files need, ahead of any sync. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Asks for the browser login that some files need; a login that still holds is kept.")
final class LoginCommand implements Callable<Integer> {

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOptions output = new OutputOptions();

  LoginCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    Logging logging = output.start(program);
    JobConfig job = config.read(program);
    JobSession.announce(job, logging);
    JobSession session = new JobSession(program, job, new Reports(program, null), true);
    try (Shutdown shutdown = new Shutdown();
        SyncEngine engine = session.open()) {
      shutdown.cancels(engine::cancel);
      engine.login();
      program.screen().out("The login holds.");
      return ExitCode.IN_SYNC.value();
    }
  }
}
