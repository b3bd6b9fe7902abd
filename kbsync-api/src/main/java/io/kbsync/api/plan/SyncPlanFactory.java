package io.kbsync.api.plan;

import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;

/**
 * Makes the plan of one name. Found by {@link java.util.ServiceLoader}; the constructor does no
 * work.
 */
public interface SyncPlanFactory {

  /** The value of {@code syncPlan} that asks for it, matched ignoring case. */
  String name();

  /** One sentence for {@code describe}. */
  String help();

  default ConfigSpec configSpec() {
    return ConfigSpec.EMPTY;
  }

  SyncPlan create(ConnectorConfig config);
}
