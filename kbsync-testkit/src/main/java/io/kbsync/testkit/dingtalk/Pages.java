package io.kbsync.testkit.dingtalk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
   * @param place where an item stands in the order
   */
  <T> Map<String, Object> pageInOrder(
      String field,
      List<T> all,
      Asked asked,
      int usualLimit,
      Function<T, String> place,
      Comparator<String> order,
      Function<T, ?> json) {
    int size = size(asked, usualLimit);
    Optional<String> last = read(asked.token(), "after:", "[^:]+");
    List<Placed<T>> left =
        all.stream()
            .map(item -> new Placed<>(item, place.apply(item)))
            .filter(item -> last.isEmpty() || order.compare(item.place(), last.get()) > 0)
            .sorted(Comparator.comparing(Placed::place, order))
            .toList();
    List<Placed<T>> shown = left.subList(0, Math.min(size, left.size()));
    List<Object> items = new ArrayList<>();
    shown.forEach(each -> items.add(json.apply(each.item())));
    String next =
        shown.size() < left.size() ? encode("after:" + shown.get(shown.size() - 1).place()) : end();
    return Json.object(field, items, "nextToken", next);
  }

  private record Placed<T>(T item, String place) {}

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
