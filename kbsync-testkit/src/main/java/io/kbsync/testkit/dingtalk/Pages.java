package io.kbsync.testkit.dingtalk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages and says where the next one begins. */
final class Pages {

  private static final int BIG_PAGE = 100;

  private final Quirks quirks;

  Pages(Quirks quirks) {
    this.quirks = quirks;
  }

  /**
   * The page that was asked for, as a body with {@code field} and {@code nextToken}.
   *
   * @param usualLimit the documented limit, which is the default too
   */
  <T> Map<String, Object> page(
      String field, List<T> all, Asked asked, int usualLimit, Function<T, ?> json) {
    int size = asked.size().orElse((long) usualLimit).intValue();
    int limit = quirks.has(Quirk.BIG_PAGES) ? BIG_PAGE : usualLimit;
    if (size < 1 || size > limit) {
      throw new ApiException(400, asked.sizeError(), "maxResults must be between 1 and " + limit);
    }
    int from = Math.min(start(asked.token()), all.size());
    int to = Math.min(from + size, all.size());
    List<Object> items = new ArrayList<>();
    all.subList(from, to).forEach(item -> items.add(json.apply(item)));
    return Json.object(field, items, "nextToken", to < all.size() ? token(to) : end());
  }

  private int start(Optional<String> token) {
    if (token.isEmpty()) {
      return 0;
    }
    if (token.get().isEmpty() && !quirks.has(Quirk.EMPTY_TOKEN_REFUSED)) {
      return 0;
    }
    ByteString decoded = ByteString.decodeBase64(token.get());
    String text = decoded == null ? "" : decoded.utf8();
    if (!text.matches("from:\\d{1,9}")) {
      throw ApiException.paramError("nextToken is invalid");
    }
    return Integer.parseInt(text.substring("from:".length()));
  }

  private static String token(int from) {
    return ByteString.encodeString("from:" + from, StandardCharsets.UTF_8).base64Url();
  }

  private @Nullable String end() {
    return switch (quirks.lastPage()) {
      case EMPTY -> "";
      case MISSING -> null;
      case MINUS_ONE -> "-1";
    };
  }

  /**
   * What a request says about the page it wants.
   *
   * @param token where it begins; empty: at the start
   * @param size how many items; empty: the default
   * @param sizeError the code for a size that is not allowed
   */
  record Asked(Optional<String> token, Optional<Long> size, String sizeError) {}
}
