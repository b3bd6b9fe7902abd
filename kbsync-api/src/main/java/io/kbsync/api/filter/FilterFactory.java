package io.kbsync.api.filter;

import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;

/**
 * Makes filters of one type. Found by {@link java.util.ServiceLoader}; the constructor does no
 * work. A filter takes part in a job when at least one of its keys is set.
 */
public interface FilterFactory {

  /** Names the filter in reports and in {@code describe}. */
  String type();

  ConfigSpec configSpec();

  /**
   * A filter for one run. A value that is wrong in a way its key's parser cannot see ends in an
   * {@link IllegalArgumentException} whose message is for people; the engine calls this once while
   * it checks the configuration.
   */
  Filter create(ConnectorConfig config);
}
