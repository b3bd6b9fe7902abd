package io.kbsync.cli;

import io.kbsync.core.report.ExitCode;
import io.kbsync.core.spelling.Spelling;
import io.kbsync.core.state.NativeLibrary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The KBSync program. */
public final class Main {

  /** What may be asked for instead of a sync. */
  private static final Map<String, Function<Program, Object>> COMMANDS = commands();

  /** Two letters that change places are two letters to change. */
  private static final int MISTYPED = 2;

  private Main() {}

  private static Map<String, Function<Program, Object>> commands() {
    Map<String, Function<Program, Object>> commands = new LinkedHashMap<>();
    commands.put("login", LoginCommand::new);
    commands.put("check", CheckCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("describe", DescribeCommand::new);
    commands.put("pause", PauseCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("approve-removals", ApproveRemovalsCommand::new);
    commands.put("forget", ForgetCommand::new);
    commands.put("demo", DemoCommand::new);
    return commands;
  }

  /** Runs what the arguments ask for, and ends the process with the exit code of it. */
  public static void main(String[] args) {
    String library = System.getProperty("kbsync.library");
    if (library != null) {
      NativeLibrary.keepAs(Path.of(library));
    }
    System.exit(run(Program.ofProcess(), args));
  }

  static int run(Program program, String... args) {
    CommandLine line = new CommandLine(new SyncCommand(program));
    if (mayNameCommand(args)) {
      COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(program)));
    }
    return line.setParameterExceptionHandler((thrown, arguments) -> usage(program, thrown))
        .setExecutionExceptionHandler((thrown, command, parsed) -> Failures.report(thrown))
        .execute(args);
  }

  /** A sync does without the other commands, whose descriptions take a while to read. */
  private static boolean mayNameCommand(String... args) {
    boolean beginsWithWord = args.length > 0 && !args[0].startsWith("-");
    return beginsWithWord
        || Arrays.stream(args)
            .anyMatch(
                arg ->
                    COMMANDS.containsKey(arg)
                        || arg.startsWith("@")
                        || arg.equals("--help")
                        || (arg.startsWith("-") && !arg.startsWith("--") && arg.contains("h")));
  }

  private static int usage(Program program, ParameterException thrown) {
    String name = thrown.getCommandLine().getCommandSpec().qualifiedName();
    program.screen().err(Visible.of(String.valueOf(thrown.getMessage())));
    if (thrown instanceof UnmatchedArgumentException unmatched && !similar(unmatched).isEmpty()) {
      program.screen().err("Did you mean " + String.join(" or ", similar(unmatched)) + "?");
    }
    program.screen().err("'" + name + " --help' says what there is.");
    return ExitCode.REFUSED.value();
  }

  /** Also commands, where the arguments did not look as if they named one. */
  private static List<String> similar(UnmatchedArgumentException unmatched) {
    List<String> suggestions = unmatched.getSuggestions();
    return suggestions.isEmpty()
        ? Spelling.nearest(unmatched.getUnmatched().get(0), COMMANDS.keySet(), MISTYPED).stream()
            .toList()
        : suggestions;
  }
}
