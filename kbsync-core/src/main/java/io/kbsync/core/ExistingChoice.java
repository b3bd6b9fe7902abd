package io.kbsync.core;

import io.kbsync.core.config.ExistingPolicy;
import java.util.Optional;

/**
 * Is asked on a first run when documents that KBSync did not store hold names that files of the
 * source would take. Only asked when the configuration does not answer.
 */
@FunctionalInterface
public interface ExistingChoice {

  /** Nobody decides: nothing is written. */
  ExistingChoice NOBODY = (clashes, example) -> Optional.empty();

  /**
   * @param clashes how many documents hold such a name
   * @param example one of the names
   * @return what to do; empty: stop, and write nothing
   */
  Optional<ExistingPolicy> decide(long clashes, String example) throws InterruptedException;
}
