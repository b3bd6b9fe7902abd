package io.kbsync.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server allows, as the connector knows it before the first request.
 *
 * @param perSecond requests a second for each {@link ApiGroup}; 0: no limit
 * @param perMonth counted requests a calendar month; 0: no limit
 * @param account whose requests they are; processes that name the same account share one ledger.
 *     Never a secret. Null: nothing is kept beyond the run
 */
public record CallLimits(double perSecond, long perMonth, @Nullable String account) {

  /** No pace, no budget. */
  public static final CallLimits NONE = new CallLimits(0, 0, null);

  public CallLimits {
    if (perSecond < 0 || perMonth < 0) {
      throw new IllegalArgumentException("Limits are not negative: " + perSecond + ", " + perMonth);
    }
    if (perMonth > 0) {
      Objects.requireNonNull(account, "a monthly budget belongs to an account");
    }
  }
}
