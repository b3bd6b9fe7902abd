package io.kbsync.api;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What the engine gives a connector at its creation. Implemented by the engine; methods will be
 * added. Thread-safe.
 */
public interface ConnectorContext {

  /** The name of the job, for log lines. */
  String job();

  /** The only source of time. */
  Clock clock();

  /**
   * A folder of this connector alone that outlives the process; created with access for its owner
   * only. Nothing in it is needed for correctness: it may be deleted between two runs.
   */
  Path workDirectory();

  /** Pace and budget of this connector's requests. */
  Calls calls();

  /** People, if there are any. */
  Interaction interaction();
}
