package io.kbsync.cli;

import io.kbsync.core.JobControl;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.state.HeldRemoval;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the removals that wait, and lets exactly these through. */
@Command(
    name = "approve-removals",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Shows the removals that were held back, and lets them through if you agree.")
final class ApproveRemovalsCommand implements Callable<Integer> {

  private static final String AGREED = "yes";

  private final Program program;
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private OutputOptions output = new OutputOptions();

  ApproveRemovalsCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    output.start(program);
    try (JobControl control = JobControl.open(config.read(program))) {
      List<HeldRemoval> held = control.heldRemovals();
      if (held.isEmpty()) {
        program.screen().out("No removal is held back.");
        return ExitCode.IN_SYNC.value();
      }
      held.forEach(this::show);
      if (!agreed(held.size())) {
        program.screen().out("Nothing was approved.");
        return ExitCode.HELD_BACK.value();
      }
      int approved = control.approve(held);
      program.screen().out(approved + " removals approved; the next sync carries them out.");
      return ExitCode.IN_SYNC.value();
    }
  }

  private void show(HeldRemoval removal) {
    String text = "%s: %s".formatted(removal.path(), removal.reason());
    program.screen().out(Visible.of(program.redaction().apply(text)));
  }

  private boolean agreed(int count) throws IOException {
    program.screen().ask("Remove these " + count + " documents? Type " + AGREED + " to agree: ");
    return program.terminal().readLine().map(String::strip).filter(AGREED::equals).isPresent();
  }
}
