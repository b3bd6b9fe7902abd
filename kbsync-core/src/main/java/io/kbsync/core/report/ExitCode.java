package io.kbsync.core.report;

import io.kbsync.api.FatalException;

/** What a run means to the program that started it, in the order of precedence. */
public enum ExitCode {
  /** All in sync; skipped files included. */
  IN_SYNC(0),
  /** Some files failed, or are stored but not searchable. */
  SOME_FAILED(1),
  /** Usage, configuration, or a value that the server refuses. */
  REFUSED(2),
  /** Removals wait, or new files that are suspiciously many. */
  HELD_BACK(3),
  /** The job could not go on, or files need a login. */
  BLOCKED(4),
  /** Stopped by Ctrl-C. */
  INTERRUPTED(130),
  /** Stopped by SIGTERM. */
  TERMINATED(143);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  public int value() {
    return value;
  }

  /** The code of a run that nobody stopped; one that was stopped is {@link #INTERRUPTED}. */
  public static ExitCode of(SyncReport report) {
    if (report.stopped()) {
      return INTERRUPTED;
    }
    FatalException.Kind fatal = report.fatalEnd().map(SyncReport.Fatal::kind).orElse(null);
    if (fatal == FatalException.Kind.REFUSED_VALUE) {
      return REFUSED;
    }
    if (fatal != null || report.loginNeeded().count() > 0) {
      return BLOCKED;
    }
    if (report.heldBack().count() + report.additionsHeldBack() > 0) {
      return HELD_BACK;
    }
    return report.failed().count() + report.notSearchable().count() > 0 ? SOME_FAILED : IN_SYNC;
  }
}
