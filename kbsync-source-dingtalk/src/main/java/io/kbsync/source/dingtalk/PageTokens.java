package io.kbsync.source.dingtalk;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The token of the next page, and the ways in which DingTalk says that there is none. */
final class PageTokens {

  private static final Set<String> NONE = Set.of("", "-1", "0");

  private PageTokens() {}

  /** Null: that was the last page. */
  static @Nullable String next(@Nullable String sent) {
    return sent == null || NONE.contains(sent.trim()) ? null : sent;
  }

  /**
   * Whether a page leads to itself: its token again would turn it for ever, at the price of a call
   * each time.
   *
   * @param asked the token that led to the page; null for the first one
   */
  static boolean leadsToItself(@Nullable String asked, @Nullable String next) {
    return asked != null && asked.equals(next);
  }
}
