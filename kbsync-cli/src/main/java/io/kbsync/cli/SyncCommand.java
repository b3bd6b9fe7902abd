package io.kbsync.cli;

import io.kbsync.core.RunOptions;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.config.CoreKeys;
import io.kbsync.core.config.FileTrouble;
import io.kbsync.core.config.JobConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Syncs; what the program does unless it is asked for something else. */
@Command(
    name = "KBSync",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Keeps a dataset in step with the files of a knowledge base or a Drive space.",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    all in sync; skipped files included",
      "  1    some files failed, or are stored but not searchable",
      "  2    usage, configuration, or a value that a server refuses",
      "  3    removals, or very many new files, are held back:",
      "       KBSync approve-removals, or --allow-additions, lets them through",
      "  4    the job could not go on, or files need a browser login",
      "  130  stopped by Ctrl-C; 143 by SIGTERM"
    })
final class SyncCommand implements Callable<Integer> {

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--once", description = "Sync once and end; without it, sync again and again.")
  private boolean once;

  @Option(
      names = "--dry-run",
      description = "List and decide, write nothing, and say what would be done.")
  private boolean rehearsal;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the report of each sync to this file, as JSON; a new file is its owner's alone.")
  private @Nullable Path report;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "From the start of one sync to the next: 30m, 1h.")
  private @Nullable String interval;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Answers the first question: the kind of storage, by name or id.")
  private @Nullable String source;

  @Option(
      names = "--root",
      paramLabel = "NAME",
      description = "Answers the second question, by name or id; * for all.")
  private @Nullable String root;

  @Option(
      names = "--allow-additions",
      description =
          "Sync once, and store new files however many more they are than the dataset holds.")
  private boolean allowAdditions;

  @Mixin private OutputOptions output = new OutputOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  SyncCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    Logging logging = output.start(program);
    JobConfig job = withOptions(config.read(program));
    checkReportFile();
    JobSession.announce(job, logging);
    JobSession session = new JobSession(program, job, new Reports(program, report), rehearsal);
    if (rehearsal) {
      return session.once(RunOptions.rehearsal()).value();
    }
    if (once || allowAdditions) {
      RunOptions run = RunOptions.once();
      return session.once(allowAdditions ? run.withAdditions() : run).value();
    }
    return session.forever().value();
  }

  private JobConfig withOptions(JobConfig job) throws ConfigException {
    Map<String, String> values = new LinkedHashMap<>();
    if (interval != null) {
      values.put(CoreKeys.SYNC_INTERVAL.name(), interval);
    }
    putScope(values, job, 0, "--source", source);
    putScope(values, job, 1, "--root", root);
    return values.isEmpty() ? job : job.with(values);
  }

  private void putScope(
      Map<String, String> values, JobConfig job, int level, String option, @Nullable String value) {
    if (value == null) {
      return;
    }
    var keys = job.source().configSpec().scopeKeys();
    if (level >= keys.size()) {
      throw usage("The source " + job.source().type() + " has nothing to choose by " + option);
    }
    values.put(keys.get(level).name(), value);
  }

  private void checkReportFile() {
    if (report == null) {
      return;
    }
    try {
      JsonReport.tryPlace(report);
    } catch (IOException e) {
      throw usage(
          "The report cannot be written to %s (%s). Make its folder, with the right to write there, or name another file"
              .formatted(report, FileTrouble.reason(e)));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
