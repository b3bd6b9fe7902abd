package io.kbsync.cli;

import io.kbsync.core.config.ConfigException;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.plugin.PluginException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The configuration file, which says which job is meant. */
final class ConfigOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file: key=value lines; KBSync describe lists the keys.")
  private @Nullable Path file;

  /** Reads the file; from here on its secrets are masked wherever they turn up. */
  JobConfig read(Program program) throws ConfigException, PluginException {
    if (file == null) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '--config=FILE'");
    }
    JobConfig job = JobConfig.read(file, connectors(), program.environment());
    program.redaction().hide(job.secretValues());
    return job;
  }

  /** What is on the class path, plugins included. */
  static Connectors connectors() throws PluginException {
    return Connectors.discover(ConfigOption.class.getClassLoader());
  }
}
