package io.kbsync.cli;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.core.EngineOptions;
import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.config.CoreKeys;
import io.kbsync.core.config.FileTrouble;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.schedule.Daemon;
import io.kbsync.core.schedule.Schedule;
import io.kbsync.core.state.JobHeldException;
import io.kbsync.core.state.StateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job in this process: announced, opened, asked about, run, and reported on. */
final class JobSession {

  private static final Logger log = LoggerFactory.getLogger(JobSession.class);

  private final Program program;
  private final JobConfig job;
  private final Reports reports;
  private final boolean rehearsal;
  private final ProgressLine progress;
  private final EngineOptions options;

  /**
   * @param rehearsal nothing will be written, and nobody called for
   */
  JobSession(Program program, JobConfig job, Reports reports, boolean rehearsal) {
    this.program = program;
    this.job = job;
    this.reports = reports;
    this.rehearsal = rehearsal;
    this.progress =
        new ProgressLine(program.screen(), program.terminal().watched(), program.clock());
    EventLines lines = new EventLines(rehearsal);
    this.options =
        EngineOptions.defaults(job.ledgerDirectory().orElseGet(program::ledgerDirectory))
            .clock(program.clock())
            .existing(new ExistingPrompt(program.terminal(), program.screen()))
            .interaction(
                new TerminalInteraction(
                    program.terminal(),
                    program.screen(),
                    job.stateDirectory().resolve(job.job() + ".login.png")))
            .listener(
                event -> {
                  progress.on(event);
                  lines.on(event);
                });
  }

  /** Says what the configuration holds, as the program's first lines. */
  static void announce(JobConfig job, Logging logging) throws ConfigException {
    Optional<Path> file = job.logFile();
    if (file.isPresent()) {
      logTo(file.get(), logging);
    }
    job.startLines().forEach(line -> log.info("{}", line));
    job.warnings().forEach(line -> log.warn("{}", line));
  }

  private static void logTo(Path file, Logging logging) throws ConfigException {
    try {
      logging.alsoTo(file);
    } catch (IOException e) {
      throw ConfigException.ofKey(
          "logFile",
          "The log file %s cannot be made (%s). Make its folder, with the right to write there, or write another logFile"
              .formatted(file, FileTrouble.reason(e)));
    }
  }

  /** One pass. */
  ExitCode once(RunOptions run)
      throws JobHeldException,
          StateException,
          ConfigException,
          ConnectorException,
          InterruptedException {
    try (Shutdown shutdown = new Shutdown();
        SyncEngine engine = open()) {
      shutdown.cancels(engine::cancel);
      return ExitCode.of(pass(engine, run));
    }
  }

  /** Pass after pass, until something ends the program. */
  ExitCode forever()
      throws JobHeldException,
          StateException,
          ConfigException,
          ConnectorException,
          InterruptedException {
    try (Shutdown shutdown = new Shutdown();
        SyncEngine engine = open()) {
      Duration asked = job.values().find(CoreKeys.SYNC_INTERVAL).orElse(null);
      Schedule schedule = new Schedule(asked, engine.monthlyBudget());
      Daemon daemon = new Daemon(engine, schedule, program.clock(), new BetweenPasses(this::ended));
      shutdown.cancels(
          () -> {
            daemon.stop();
            engine.cancel();
          });
      return daemon.run(!program.terminal().typed());
    }
  }

  /** The job with its roots chosen; the caller closes it. */
  SyncEngine open()
      throws JobHeldException,
          StateException,
          ConfigException,
          ConnectorException,
          InterruptedException {
    try {
      return openWithRoots();
    } catch (FatalException e) {
      if (!rehearsal) {
        new Attention(job).after(e);
      }
      throw e;
    }
  }

  private SyncEngine openWithRoots()
      throws JobHeldException,
          StateException,
          ConfigException,
          ConnectorException,
          InterruptedException {
    SyncEngine engine = SyncEngine.open(job, options);
    try {
      List<String> keys =
          job.source().configSpec().scopeKeys().stream().map(ConfigKey::name).toList();
      engine.chooseRoots(
          new ScopePrompts(new NumberedChoice(program.terminal(), program.screen()), keys));
      return engine;
    } catch (Throwable e) {
      engine.close();
      throw e;
    }
  }

  /** Runs once and shows the report. */
  SyncReport pass(SyncEngine engine, RunOptions run) throws InterruptedException {
    SyncReport report = engine.run(run);
    ended(report);
    return report;
  }

  private void ended(SyncReport report) {
    progress.end();
    reports.show(report);
    new Attention(job).after(report);
  }
}
