package io.kbsync.core.schedule;

import io.kbsync.core.report.SyncReport;
import java.time.Instant;

/** Is told between passes. Called from the thread that runs the daemon. */
public interface DaemonListener {

  /**
   * A pass has ended.
   *
   * @param next when the next one begins
   * @param reason why then, for people
   */
  void passEnded(SyncReport report, Instant next, String reason);

  /** A pass has ended, and no other one follows: it was stopped, or could not go on. */
  default void lastPassEnded(SyncReport report) {}

  /**
   * The program waits before its first pass, since an earlier process made one not long ago.
   *
   * @param reason why until then, for people
   */
  void waitsUntil(Instant next, String reason);

  /**
   * The next pass begins at another time than was said, since the source told of a change, its
   * telling began or ended, or the clock was set back.
   *
   * @param reason why then, for people
   */
  default void nextPassMoved(Instant next, String reason) {}

  /** Something a person should know. */
  void warning(String text);
}
