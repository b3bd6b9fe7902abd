package io.kbsync.benchmarks.servers;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What rclone copies between: the files of a corpus as web pages below {@code /files/}, and a store
 * that speaks as much S3 as rclone asks for. Same hold and same refusals as the other servers.
 */
final class ObjectStore implements AutoCloseable {

  private static final String FILES = "/files/";
  private static final String MODIFIED = "Sun, 01 Nov 2026 00:00:00 GMT";
  private static final int PAGE = 1000;
  private static final HttpString MTIME = new HttpString("X-Amz-Meta-Mtime");

  private final Corpus corpus;
  private final long huge;
  private final Weather weather;
  private final Meter meter;
  private final Undertow server;
  private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicLong> uploads = new ConcurrentHashMap<>();
  private final AtomicLong uploadIds = new AtomicLong();

  private record Stored(long size, String etag, String mtime) {}

  /**
   * @param huge the size of {@code huge.pdf} beside the corpus; 0: there is none
   */
  ObjectStore(Corpus corpus, long huge, Weather weather, Clock clock) {
    this.corpus = corpus;
    this.huge = huge;
    this.weather = weather;
    this.meter = new Meter(clock);
    this.server = Front.listen(this::handle);
  }

  int port() {
    return Front.port(server);
  }

  Meter meter() {
    return meter;
  }

  void clear() {
    objects.clear();
    uploads.clear();
  }

  long bytes() {
    return objects.values().stream().mapToLong(Stored::size).sum();
  }

  int count() {
    return objects.size();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void handle(HttpServerExchange exchange) {
    meter.asked(exchange.getRequestMethod().toString(), 0);
    Optional<Weather.Trouble> trouble = weather.next();
    if (trouble.isPresent()) {
      meter.refused();
      later(exchange, 503, "<Error><Code>SlowDown</Code><Message>slower</Message></Error>");
    } else if (exchange.getRequestPath().startsWith(FILES)) {
      page(exchange, exchange.getRequestPath().substring(FILES.length()));
    } else if (isUpload(exchange)) {
      exchange.dispatch((Runnable) () -> store(exchange));
    } else {
      s3(exchange);
    }
  }

  private static boolean isUpload(HttpServerExchange exchange) {
    return exchange.getRequestMethod().equalToString("PUT")
        && exchange.getRequestPath().indexOf('/', 1) > 0;
  }

  private void page(HttpServerExchange exchange, String path) {
    exchange.getResponseHeaders().put(Headers.LAST_MODIFIED, MODIFIED);
    if (path.isEmpty()) {
      html(exchange, root());
    } else if (path.equals("huge.pdf")) {
      huge(exchange);
    } else if (path.endsWith("/")) {
      html(exchange, folder(path.substring(0, path.length() - 1)));
    } else {
      int number = Integer.parseInt(path.replaceAll(".*file-0*(\\d+)\\.txt", "$1"));
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
      later(exchange, 200, corpus.content(number));
    }
  }

  private void huge(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
    if (exchange.getRequestMethod().equalToString("HEAD")) {
      exchange.setResponseContentLength(huge);
      exchange.endExchange();
    } else {
      long from = rangeStart(exchange);
      if (from > 0) {
        exchange.setStatusCode(206);
        exchange
            .getResponseHeaders()
            .put(Headers.CONTENT_RANGE, "bytes " + from + "-" + (huge - 1) + "/" + huge);
      }
      exchange.dispatch((Runnable) () -> Front.stream(exchange, huge - from));
    }
  }

  private static long rangeStart(HttpServerExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst(Headers.RANGE);
    return range == null ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
  }

  private void html(HttpServerExchange exchange, String list) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html");
    later(exchange, 200, "<html><body>" + list + "</body></html>");
  }

  private String root() {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < corpus.files(); i += 100) {
      link(list, Corpus.folder(i) + "/");
    }
    if (huge > 0) {
      link(list, "huge.pdf");
    }
    return list.toString();
  }

  private String folder(String name) {
    int first = 100 * Integer.parseInt(name.replaceAll("folder-0*(\\d+)", "$1"));
    StringBuilder list = new StringBuilder();
    for (int i = first; i < Math.min(first + 100, corpus.files()); i++) {
      link(list, Corpus.name(i));
    }
    return list.toString();
  }

  private static void link(StringBuilder list, String name) {
    list.append("<a href=\"").append(name).append("\">").append(name).append("</a>\n");
  }

  private void store(HttpServerExchange exchange) {
    exchange.startBlocking();
    try (InputStream in = exchange.getInputStream()) {
      String id = query(exchange, "uploadId");
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (id.isEmpty()) {
          md5.update(buffer, 0, n);
        }
        size += n;
      }
      String etag = "\"" + HexFormat.of().formatHex(md5.digest()) + "\"";
      if (id.isEmpty()) {
        keep(exchange, size, etag);
      } else {
        uploads.computeIfAbsent(id, key -> new AtomicLong()).addAndGet(size);
      }
      exchange.getResponseHeaders().put(Headers.ETAG, etag);
      later(exchange, 200, "");
    } catch (IOException e) {
      exchange.endExchange();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keep(HttpServerExchange exchange, long size, String etag) {
    String mtime = exchange.getRequestHeaders().getFirst(MTIME);
    objects.put(key(exchange), new Stored(size, etag, mtime == null ? "" : mtime));
  }

  private void s3(HttpServerExchange exchange) {
    switch (exchange.getRequestMethod().toString()) {
      case "GET" -> xml(exchange, list(exchange));
      case "HEAD" -> head(exchange);
      case "POST" -> multipart(exchange);
      default -> later(exchange, 200, "");
    }
  }

  private void head(HttpServerExchange exchange) {
    Stored stored = objects.get(key(exchange));
    if (stored == null) {
      later(exchange, key(exchange).isEmpty() ? 200 : 404, "");
      return;
    }
    exchange.getResponseHeaders().put(Headers.ETAG, stored.etag());
    exchange.getResponseHeaders().put(Headers.LAST_MODIFIED, MODIFIED);
    exchange.getResponseHeaders().put(MTIME, stored.mtime());
    exchange.setResponseContentLength(stored.size());
    hold(exchange, exchange::endExchange);
  }

  private void multipart(HttpServerExchange exchange) {
    if (exchange.getQueryParameters().containsKey("uploads")) {
      String id = "upload-" + uploadIds.incrementAndGet();
      xml(
          exchange,
          "<InitiateMultipartUploadResult><UploadId>"
              + id
              + "</UploadId></InitiateMultipartUploadResult>");
      return;
    }
    AtomicLong size = uploads.remove(query(exchange, "uploadId"));
    keep(exchange, size == null ? 0 : size.get(), "\"0-1\"");
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (whole, body) ->
                xml(
                    whole,
                    "<CompleteMultipartUploadResult><ETag>\"0-1\"</ETag></CompleteMultipartUploadResult>"));
  }

  private String list(HttpServerExchange exchange) {
    String prefix = query(exchange, "prefix");
    String delimiter = query(exchange, "delimiter");
    String after = query(exchange, "marker") + query(exchange, "continuation-token");
    StringBuilder found = new StringBuilder();
    SortedSet<String> folders = new TreeSet<>();
    int shown = 0;
    String last = "";
    for (Map.Entry<String, Stored> entry : objects.tailMap(after, false).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix)) {
        continue;
      } else if (shown == PAGE) {
        break;
      }
      int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (cut >= 0) {
        folders.add(key.substring(0, cut + 1));
      } else {
        shown++;
        last = key;
        contents(found, key, entry.getValue());
      }
    }
    folders.forEach(
        each ->
            found
                .append("<CommonPrefixes><Prefix>")
                .append(each)
                .append("</Prefix></CommonPrefixes>"));
    String more =
        shown == PAGE
            ? "<IsTruncated>true</IsTruncated><NextMarker>%s</NextMarker><NextContinuationToken>%s</NextContinuationToken>"
                .formatted(last, last)
            : "<IsTruncated>false</IsTruncated>";
    return "<ListBucketResult>" + more + found + "</ListBucketResult>";
  }

  private static void contents(StringBuilder found, String key, Stored stored) {
    found
        .append("<Contents><Key>")
        .append(key)
        .append("</Key><LastModified>2026-11-01T00:00:00.000Z</LastModified><ETag>")
        .append(stored.etag())
        .append("</ETag><Size>")
        .append(stored.size())
        .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
  }

  /** The path behind the bucket's name. */
  private static String key(HttpServerExchange exchange) {
    String path = exchange.getRequestPath();
    int slash = path.indexOf('/', 1);
    return slash < 0 ? "" : path.substring(slash + 1);
  }

  private static String query(HttpServerExchange exchange, String name) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }

  private void xml(HttpServerExchange exchange, String body) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/xml");
    later(exchange, 200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body);
  }

  private void later(HttpServerExchange exchange, int status, String body) {
    later(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private void later(HttpServerExchange exchange, int status, byte[] body) {
    exchange.setStatusCode(status);
    meter.answered(body.length);
    hold(exchange, () -> exchange.getResponseSender().send(ByteBuffer.wrap(body)));
  }

  private void hold(HttpServerExchange exchange, Runnable answer) {
    long hold = weather.hold().toMillis();
    if (hold == 0) {
      answer.run();
    } else {
      exchange.dispatch(
          SameThreadExecutor.INSTANCE,
          () -> exchange.getIoThread().executeAfter(answer, hold, TimeUnit.MILLISECONDS));
    }
  }
}
