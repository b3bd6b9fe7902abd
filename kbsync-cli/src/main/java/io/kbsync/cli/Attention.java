package io.kbsync.cli;

import io.kbsync.api.FatalException;
import io.kbsync.core.config.CoreKeys;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.report.SyncReport;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls for a person, by the command of the configuration, where a sync cannot do without one. */
final class Attention {

  private static final Logger log = LoggerFactory.getLogger(Attention.class);

  private final JobConfig job;

  Attention(JobConfig job) {
    this.job = job;
  }

  /** Runs the command if there is one and a person is needed; does not wait for its end. */
  void after(SyncReport report) {
    if (!report.dryRun()) {
      reason(report).ifPresent(this::call);
    }
  }

  /** The same, where a sync could not even begin. */
  void after(FatalException end) {
    reason(end.kind()).ifPresent(this::call);
  }

  /** Why a person is needed; empty when none is. */
  static Optional<String> reason(SyncReport report) {
    Optional<String> fatal =
        report.fatalEnd().map(SyncReport.Fatal::kind).flatMap(Attention::reason);
    if (fatal.isPresent()) {
      return fatal;
    }
    if (report.loginNeeded().count() > 0) {
      return Optional.of("login");
    }
    if (report.heldBack().count() > 0) {
      return Optional.of("removals");
    }
    return report.additionsHeldBack() > 0 ? Optional.of("additions") : Optional.empty();
  }

  private static Optional<String> reason(FatalException.Kind kind) {
    return switch (kind) {
      case QUOTA -> Optional.of("quota");
      case LOGIN -> Optional.of("login");
      default -> Optional.empty();
    };
  }

  private void call(String reason) {
    job.values().find(CoreKeys.ON_ATTENTION).ifPresent(command -> run(command, reason));
  }

  private void run(String command, String reason) {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", command)
            .redirectInput(Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    shell.environment().put("KBSYNC_JOB", job.job());
    shell.environment().put("KBSYNC_REASON", reason);
    try {
      shell.start();
      log.info("A person is needed ({}): onAttention was run", reason);
    } catch (IOException e) {
      log.warn("onAttention cannot be run: {}", e.getMessage());
    }
  }
}
