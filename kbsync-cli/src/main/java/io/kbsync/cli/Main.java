package io.kbsync.cli;

import io.kbsync.core.report.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The KBSync program. */
public final class Main {

  private Main() {}

  /** Runs what the arguments ask for, and ends the process with the exit code of it. */
  public static void main(String[] args) {
    System.exit(run(Program.ofProcess(), args));
  }

  static int run(Program program, String... args) {
    return new CommandLine(new SyncCommand(program))
        .addSubcommand(new LoginCommand(program))
        .addSubcommand(new CheckCommand(program))
        .addSubcommand(new VerifyCommand(program))
        .addSubcommand(new DescribeCommand(program))
        .addSubcommand(new PauseCommand(program))
        .addSubcommand(new ResumeCommand(program))
        .addSubcommand(new StatusCommand(program))
        .addSubcommand(new ApproveRemovalsCommand(program))
        .addSubcommand(new ForgetCommand(program))
        .addSubcommand(new DemoCommand(program))
        .setParameterExceptionHandler((thrown, arguments) -> usage(program, thrown))
        .setExecutionExceptionHandler((thrown, command, parsed) -> Failures.report(thrown))
        .execute(args);
  }

  private static int usage(Program program, ParameterException thrown) {
    String name = thrown.getCommandLine().getCommandSpec().qualifiedName();
    program.screen().err(Visible.of(String.valueOf(thrown.getMessage())));
    program.screen().err("'" + name + " --help' says what there is.");
    return ExitCode.REFUSED.value();
  }
}
