package io.kbsync.source.dingtalk.export;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rest between two documents, somewhere between two lengths. Immutable.
 *
 * @param least not longer than {@code most}
 */
public record BrowserPause(Duration least, Duration most) {

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,4})(ms|s)(?:\\s*-\\s*(\\d{1,4})(ms|s))?");

  /**
   * Reads {@code 1s-2s}, {@code 500ms}, {@code 0s}.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public static BrowserPause parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is no pause; write 1s-2s, 500ms, or 0s for none");
    }
    Duration least = duration(matcher.group(1), matcher.group(2));
    Duration most = matcher.group(3) == null ? least : duration(matcher.group(3), matcher.group(4));
    if (most.compareTo(least) < 0) {
      throw new IllegalArgumentException("begins with the longer pause; write the shorter first");
    }
    return new BrowserPause(least, most);
  }

  private static Duration duration(String number, String unit) {
    long value = Long.parseLong(number);
    return unit.equals("s") ? Duration.ofSeconds(value) : Duration.ofMillis(value);
  }

  Duration next(RandomGenerator random) {
    long spread = most.minus(least).toMillis();
    return least.plusMillis(spread == 0 ? 0 : random.nextLong(spread + 1));
  }
}
