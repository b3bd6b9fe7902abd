package io.kbsync.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;

/** One call, broken once in one way. */
record Trial(Endpoint endpoint, WireFault fault) {

  /** What came of it. */
  enum Outcome {
    SAME_RUN,
    NEXT_RUN,
    ENDED
  }

  /**
   * What came of a trial.
   *
   * @param said the words of the report where the run ended; empty where it did not
   */
  record Result(Outcome outcome, int exitCode, String said) {}

  /** A run in which the call breaks, and one in which nothing does: then all must be in step. */
  Result in(FaultWorld world) throws Exception {
    world.change(endpoint);
    int before = world.faults(endpoint).injected();
    world.faults(endpoint).on(endpoint.id()).next(1).inject(fault.in(world));
    world.patience(fault.isSlow());

    Result result = disturbed(world);

    assertThat(world.faults(endpoint).injected())
        .as("how often it went wrong")
        .isEqualTo(before + 1);
    world.faults(endpoint).clear();
    world.patience(false);
    world.comeBack();
    world.assertNothingIsLost();
    assertHeals(world);
    return result;
  }

  private static Result disturbed(FaultWorld world) throws Exception {
    SyncReport report;
    try {
      report = world.play().run();
    } catch (FatalException e) {
      boolean refused = e.kind() == FatalException.Kind.REFUSED_VALUE;
      ExitCode code = refused ? ExitCode.REFUSED : ExitCode.BLOCKED;
      return new Result(Outcome.ENDED, code.value(), e.getMessage());
    }
    int code = ExitCode.of(report).value();
    if (report.fatalEnd().isPresent()) {
      return new Result(Outcome.ENDED, code, report.fatalEnd().get().message());
    } else if (world.isInStep()) {
      return new Result(Outcome.SAME_RUN, code, "");
    }
    assertThat(code).as("a run that left something undone says so: %s", report).isNotZero();
    return new Result(Outcome.NEXT_RUN, code, "");
  }

  private static void assertHeals(FaultWorld world) throws Exception {
    SyncReport report = world.play().run();
    assertThat(ExitCode.of(report))
        .as("after an undisturbed run: %s", report)
        .isEqualTo(ExitCode.IN_SYNC);
    world.assertInStep();
  }
}
