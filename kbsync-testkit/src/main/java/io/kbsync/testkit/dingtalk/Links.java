package io.kbsync.testkit.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The signed links that were given out. Thread-safe. */
final class Links {

  /**
   * A link to bytes as they were when it was made.
   *
   * @param path under the download host
   * @param query names and values, not encoded
   * @param headers have to be sent exactly so; empty: the signature is in the query
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Link(
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] bytes,
      Instant expiresAt) {

    String pathAndQuery() {
      return query.entrySet().stream()
          .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), UTF_8))
          .collect(Collectors.joining("&", query.isEmpty() ? path : path + "?", ""));
    }
  }

  /** What every path begins with. */
  static final String BUCKET = "/lippi-space-zjk/";

  private final Clock clock;
  private final Map<String, Link> byPath = new HashMap<>();
  private int made;

  Links(Clock clock) {
    this.clock = clock;
  }

  /** A link that works with the headers that come with it. */
  synchronized Link signedByHeaders(byte[] bytes, Duration life) {
    String path = newPath();
    Instant now = clock.instant();
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "OSS LTAI5tSimulator:" + signature(path),
            "x-oss-date",
            Dates.http(now));
    return keep(path, new Link(path, Map.of(), headers, bytes, now.plus(life)));
  }

  /** A link that works without any header. */
  synchronized Link signedByQuery(byte[] bytes, Duration life) {
    String path = newPath();
    Instant expiresAt = clock.instant().plus(life);
    Map<String, String> query = new TreeMap<>();
    query.put("Expires", Long.toString(expiresAt.getEpochSecond()));
    query.put("OSSAccessKeyId", "LTAI5tSimulator");
    query.put("Signature", signature(path));
    return keep(path, new Link(path, query, Map.of(), bytes, expiresAt));
  }

  synchronized Optional<Link> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  boolean isExpired(Link link) {
    return !clock.instant().isBefore(link.expiresAt());
  }

  /** Every link given out so far stops working. */
  synchronized void expireAll() {
    byPath.replaceAll(
        (path, link) -> new Link(path, link.query(), link.headers(), link.bytes(), Instant.MIN));
  }

  private static String signature(String path) {
    return Ids.letters("signature of " + path, 27) + "=";
  }

  private String newPath() {
    made++;
    return BUCKET + Ids.letters("object " + made, 24);
  }

  private Link keep(String path, Link link) {
    byPath.put(path, link);
    return link;
  }
}
