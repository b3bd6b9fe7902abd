package io.kbsync.api;

import org.jspecify.annotations.Nullable;

/**
 * The lane this file travels on is shut for the rest of the run (a login ended, a captcha stands in
 * the way). Files of other lanes go on; those of this lane are reported as waiting for a login.
 */
public final class LaneClosedException extends ConnectorException {

  private final String lane;

  public LaneClosedException(String lane, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.lane = lane;
  }

  /** The name of the lane, one of those the connector declared. */
  public String lane() {
    return lane;
  }
}
