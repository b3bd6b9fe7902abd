package io.kbsync.cli;

import io.kbsync.core.config.KeyTable;
import io.kbsync.core.plugin.PluginException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints every key of a configuration file. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints every key a configuration file may have, with its default.")
final class DescribeCommand implements Callable<Integer> {

  private final Program program;

  DescribeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws PluginException {
    KeyTable.of(ConfigOption.connectors()).lines().forEach(program.screen()::out);
    return 0;
  }
}
