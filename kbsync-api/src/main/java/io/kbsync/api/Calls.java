package io.kbsync.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The engine's hand on every physical request of one connector: pace, pauses, budget. Implemented
 * by the engine; thread-safe.
 */
public interface Calls {

  /**
   * Waits until a request of this group may be sent, and counts it. Called immediately before each
   * physical request, repeated ones included.
   *
   * @throws FatalException of kind QUOTA when the budget is used up
   */
  void await(ApiGroup group) throws FatalException, InterruptedException;

  /**
   * The server said that requests come too fast. The pace of the group is lowered; with {@code
   * retryAfter} the whole connector pauses for that long.
   */
  void throttled(ApiGroup group, @Nullable Duration retryAfter);
}
