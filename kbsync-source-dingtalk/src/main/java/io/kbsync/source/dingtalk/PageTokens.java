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
}
