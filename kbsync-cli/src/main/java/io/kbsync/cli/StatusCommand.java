package io.kbsync.cli;

import io.kbsync.core.JobControl;
import io.kbsync.core.JobStatus;
import io.kbsync.core.state.Runs;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says how a job stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says whether a job runs or is paused, what its last sync did, and what waits.")
final class StatusCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOptions output = new OutputOptions();

  StatusCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    output.start(program);
    try (JobControl control = JobControl.open(config.read(program))) {
      show(control.status());
    }
    return 0;
  }

  private void show(JobStatus status) {
    row("job", status.job());
    row("state", state(status));
    row("last sync", status.lastRunEnded().map(StatusCommand::text).orElse("none"));
    status.nextRunAt().ifPresent(at -> row("next sync", time(at)));
    row("files stored", status.files());
    row("being indexed", status.indexing());
    row("removals held", held(status));
  }

  private static String state(JobStatus status) {
    String running = status.runningAs().map(who -> "running: " + who).orElse("not running");
    return status.paused() ? "paused, " + running : running;
  }

  private static String text(Runs.PastRun run) {
    String how =
        switch (run.outcome()) {
          case DONE -> "done";
          case STOPPED -> "stopped";
          case FAILED -> "could not go on";
        };
    return time(run.ended()) + " (" + how + ")";
  }

  private static String held(JobStatus status) {
    boolean some = status.heldRemovals() > 0;
    return status.heldRemovals() + (some ? "; KBSync approve-removals shows them" : "");
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private void row(String title, Object value) {
    String text = "%-18s %s".formatted(title, value);
    program.screen().out(Visible.of(program.redaction().apply(text)));
  }
}
