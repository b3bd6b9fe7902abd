package io.kbsync.api.source;

import io.kbsync.api.CallLimits;
import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;

/**
 * Makes sources of one type. Found by {@link java.util.ServiceLoader}; the constructor does no
 * work.
 */
public interface SourceFactory {

  /** The value of {@code sourceType} that asks for it, matched ignoring case. */
  String type();

  ConfigSpec configSpec();

  /** What the server allows under this configuration. */
  default CallLimits callLimits(ConnectorConfig config) {
    return CallLimits.NONE;
  }

  /**
   * Connects: the credentials are good when this returns. Called once for a process or an embedding
   * program, not once a run.
   */
  Source create(ConnectorConfig config, ConnectorContext context)
      throws ConnectorException, InterruptedException;
}
