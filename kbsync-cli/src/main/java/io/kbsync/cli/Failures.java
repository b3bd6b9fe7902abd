package io.kbsync.cli;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.plugin.PluginException;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.state.JobHeldException;
import io.kbsync.core.state.StateException;
import io.kbsync.core.state.StateFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/** What people are told when a command ends without a result, and its exit code. */
final class Failures {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** Says it, and gives the exit code. */
  static int report(Exception thrown) {
    if (thrown instanceof ParameterException usage) {
      throw usage;
    }
    if (thrown instanceof ConfigException) {
      String.valueOf(thrown.getMessage()).lines().forEach(line -> log.error("{}", line));
    } else if (isForPeople(thrown)) {
      log.error("{}", thrown.getMessage());
    } else if (thrown instanceof InterruptedException) {
      log.warn("Stopped.");
    } else {
      log.error("This is a defect of KBSync; please report it with these lines", thrown);
    }
    return code(thrown).value();
  }

  private static boolean isForPeople(Exception thrown) {
    return thrown instanceof ConnectorException
        || thrown instanceof PluginException
        || thrown instanceof JobHeldException
        || thrown instanceof StateException
        || thrown instanceof StateFailure
        || thrown instanceof IOException
        || thrown instanceof UncheckedIOException;
  }

  private static ExitCode code(Exception thrown) {
    if (thrown instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    boolean refused =
        thrown instanceof ConfigException
            || thrown instanceof PluginException
            || (thrown instanceof FatalException fatal
                && fatal.kind() == FatalException.Kind.REFUSED_VALUE);
    return refused ? ExitCode.REFUSED : ExitCode.BLOCKED;
  }
}
