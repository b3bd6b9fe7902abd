package io.kbsync.core;

import io.kbsync.api.source.Scope;
import io.kbsync.core.config.ConfigException;
import java.util.List;
import java.util.Optional;

/** Asks a person what to sync, level by level, where the configuration does not say. */
@FunctionalInterface
public interface ScopeQuestion {

  /**
   * @param level 0 for the first question
   * @param offered at least one
   * @param remembered what was chosen on this level last time, if it is among the offered
   * @throws ConfigException when nobody can answer
   */
  Scope ask(int level, List<Scope> offered, Optional<Scope> remembered)
      throws ConfigException, InterruptedException;
}
