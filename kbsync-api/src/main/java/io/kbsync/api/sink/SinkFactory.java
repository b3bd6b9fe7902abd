package io.kbsync.api.sink;

import io.kbsync.api.CallLimits;
import io.kbsync.api.ConnectorContext;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;

/**
 * Makes sinks of one type. Found by {@link java.util.ServiceLoader}; the constructor does no work.
 */
public interface SinkFactory {

  /** The value of {@code sinkType} that asks for it, matched ignoring case. */
  String type();

  ConfigSpec configSpec();

  /** What the server allows under this configuration. */
  default CallLimits callLimits(ConnectorConfig config) {
    return CallLimits.NONE;
  }

  /** Makes a sink; the first request may wait for {@link Sink#verify}. */
  Sink create(ConnectorConfig config, ConnectorContext context)
      throws ConnectorException, InterruptedException;
}
