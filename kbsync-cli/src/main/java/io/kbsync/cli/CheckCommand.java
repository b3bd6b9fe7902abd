package io.kbsync.cli;

import io.kbsync.api.source.PermissionCheck;
import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries everything a job needs, and writes nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Verifies the configuration, the key, the dataset, the token, the permissions, and the"
            + " lists against one listing; writes nothing.")
final class CheckCommand implements Callable<Integer> {

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--browser",
      description =
          "Try only the ways over a browser: every one, by itself, to one file of each kind; asks"
              + " for a login where one is needed.")
  private boolean browser;

  CheckCommand(Program program) {
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
      if (browser) {
        return new BrowserWaysCheck(program.screen()).of(engine).value();
      }
      boolean granted = showPermissions(engine.permissions());
      SyncReport report = session.pass(engine, RunOptions.rehearsal());
      ExitCode code = ExitCode.of(report);
      return (code == ExitCode.IN_SYNC && !granted ? ExitCode.BLOCKED : code).value();
    }
  }

  private boolean showPermissions(List<PermissionCheck> checks) {
    checks.forEach(check -> program.screen().out(Visible.of(line(check))));
    return checks.stream().noneMatch(c -> c.answer() == PermissionCheck.Answer.MISSING);
  }

  private static String line(PermissionCheck check) {
    String subject = "permission %s (%s): ".formatted(check.name(), check.scope());
    return switch (check.answer()) {
      case GRANTED -> subject + "granted";
      case UNKNOWN -> subject + "not known; " + check.remedy();
      case MISSING -> subject + "MISSING; " + check.remedy();
    };
  }
}
