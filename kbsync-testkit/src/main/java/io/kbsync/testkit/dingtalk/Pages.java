package io.kbsync.testkit.dingtalk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
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
    int size = size(asked, usualLimit);
    int from = Math.min(start(asked.token()), all.size());
    int to = Math.min(from + size, all.size());
    List<Object> items = new ArrayList<>();
    all.subList(from, to).forEach(item -> items.add(json.apply(item)));
    return Json.object(field, items, "nextToken", to < all.size() ? token(to) : end());
  }

  /**
   * The page behind a place in an order, not behind a number of items: what moves towards the end
   * meanwhile is shown again, what moves towards the start is missed.
   *
   * @param all items by their place in the order, which is the order of this map
   * @param shown whether a listing shows an item
   */
  <T> Map<String, Object> pageInOrder(
      String field,
      NavigableMap<String, T> all,
      Asked asked,
      int usualLimit,
      Predicate<T> shown,
      Function<T, ?> json) {
    int size = size(asked, usualLimit);
    Optional<String> last = read(asked.token(), "after:", "[^:]+");
    NavigableMap<String, T> left = last.map(place -> all.tailMap(place, false)).orElse(all);
    List<Map.Entry<String, T>> begin = begin(left, shown, size + 1);
    List<Map.Entry<String, T>> page = begin.subList(0, Math.min(size, begin.size()));
    List<Object> items = new ArrayList<>();
    page.forEach(item -> items.add(json.apply(item.getValue())));
    String next =
        page.size() < begin.size() ? encode("after:" + page.get(page.size() - 1).getKey()) : end();
    return Json.object(field, items, "nextToken", next);
  }

  /** Not as a stream: that would count all that is left, for each page again. */
  private static <T> List<Map.Entry<String, T>> begin(
      NavigableMap<String, T> items, Predicate<T> shown, int count) {
    List<Map.Entry<String, T>> begin = new ArrayList<>();
    Iterator<Map.Entry<String, T>> all = items.entrySet().iterator();
    while (begin.size() < count && all.hasNext()) {
      Map.Entry<String, T> item = all.next();
      if (shown.test(item.getValue())) {
        begin.add(item);
      }
    }
    return begin;
  }

  private int size(Asked asked, int usualLimit) {
    int size = asked.size().orElse((long) usualLimit).intValue();
    int limit = quirks.has(Quirk.BIG_PAGES) ? BIG_PAGE : usualLimit;
    if (size < 1 || size > limit) {
      throw new ApiException(400, asked.sizeError(), "maxResults must be between 1 and " + limit);
    }
    return size;
  }

  private int start(Optional<String> token) {
    return read(token, "from:", "\\d{1,9}").map(Integer::parseInt).orElse(0);
  }

  /** What a token of ours says; empty: the first page is wanted. */
  private Optional<String> read(Optional<String> token, String prefix, String form) {
    if (token.isEmpty() || (token.get().isEmpty() && !quirks.has(Quirk.EMPTY_TOKEN_REFUSED))) {
      return Optional.empty();
    }
    ByteString decoded = ByteString.decodeBase64(token.get());
    String text = decoded == null ? "" : decoded.utf8();
    if (!text.startsWith(prefix) || !text.substring(prefix.length()).matches(form)) {
      throw ApiException.paramError("nextToken is invalid");
    }
    return Optional.of(text.substring(prefix.length()));
  }

  private static String token(int from) {
    return encode("from:" + from);
  }

  private static String encode(String token) {
    return ByteString.encodeString(token, StandardCharsets.UTF_8).base64Url();
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
