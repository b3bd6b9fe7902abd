package io.kbsync.testkit.dingtalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import okio.ByteString;

/**
 * The object storage behind the pages: takes uploads, gives results, each under a link that works
 * for a while. It is another host than that of the documents and knows no session. Thread-safe.
 */
final class ObjectStore {

  private static final String BUCKET = "/alidocs-body/";
  private static final Duration LIFE = Duration.ofMinutes(15);

  @SuppressWarnings("ArrayRecordComponent")
  private record Stored(byte[] bytes, String fileName, Instant endsAt) {}

  private record Upload(long size, Instant endsAt) {}

  private final Clock clock;
  private final Secrets secrets;
  private final Supplier<String> hostUrl;
  private final Supplier<String> docsUrl;
  private final Map<String, Stored> stored = new HashMap<>();
  private final Map<String, Upload> expected = new HashMap<>();

  ObjectStore(Clock clock, Secrets secrets, Supplier<String> hostUrl, Supplier<String> docsUrl) {
    this.clock = clock;
    this.secrets = secrets;
    this.hostUrl = hostUrl;
    this.docsUrl = docsUrl;
  }

  List<WebRoute> routes() {
    return List.of(
        WebRoute.open("PUT", BUCKET + "**", "web.put", this::put),
        WebRoute.open("OPTIONS", BUCKET + "**", "web.putPreflight", call -> preflight()),
        WebRoute.open("GET", BUCKET + "**", "web.result", this::get));
  }

  /** Where so many bytes can be put; the same path gives them back by {@link #uploaded}. */
  synchronized String expectUpload(long size) {
    String path = "tmp_cp/" + secrets.next("upload");
    expected.put(path, new Upload(size, endOfLife()));
    return path;
  }

  String signed(String path) {
    return hostUrl.get() + BUCKET + path + signature(path);
  }

  synchronized Optional<byte[]> uploaded(String path) {
    return Optional.ofNullable(stored.get(path)).map(Stored::bytes);
  }

  /** A new path for a result, not yet with anything behind it. */
  String newPath(String format) {
    return "export/tempres/" + format + "/" + secrets.next("result") + "." + format;
  }

  synchronized void put(String path, byte[] bytes, String fileName) {
    stored.values().removeIf(old -> !clock.instant().isBefore(old.endsAt()));
    stored.put(path, new Stored(bytes, fileName, endOfLife()));
  }

  /** A link that downloads the file under its name. */
  String download(String path, String fileName) {
    String disposition = "attachment;filename=" + LoginHost.encode(LoginHost.encode(fileName));
    return signed(path) + "&response-content-disposition=" + LoginHost.encode(disposition);
  }

  /** Every link given out so far stops working. */
  synchronized void expireAll() {
    stored.clear();
    expected.clear();
  }

  private SimResponse put(WebCall call) {
    String path = call.ids().get(0);
    byte[] body = call.request().body();
    synchronized (this) {
      Upload upload = expected.get(path);
      if (upload == null || !isSigned(path, call.request()) || isOver(upload.endsAt())) {
        return allowed(refused("AccessDenied", "Request has expired."));
      }
      // The signature covers an empty content type and the promised length.
      boolean typed = call.request().header("Content-Type").filter(t -> !t.isEmpty()).isPresent();
      if (typed || upload.size() != body.length) {
        return allowed(
            refused("SignatureDoesNotMatch", "The signature we calculated does not match."));
      }
      put(path, body, "");
    }
    return allowed(SimResponse.empty(200).withHeader("ETag", "\"simulated\""));
  }

  private SimResponse get(WebCall call) {
    SimRequest request = call.request();
    if (request.header("Origin").isPresent() || request.header("A-Token").isPresent()) {
      return refused("AccessForbidden", "CORSResponse: this CORS request is not allowed.");
    }
    String path = call.ids().get(0);
    synchronized (this) {
      Stored object = stored.get(path);
      if (object == null) {
        return error(404, "NoSuchKey", "The specified key does not exist.");
      }
      if (!isSigned(path, request)) {
        return refused("SignatureDoesNotMatch", "The signature we calculated does not match.");
      }
      if (isOver(object.endsAt())) {
        return refused("AccessDenied", "Request has expired.");
      }
      return SimResponse.bytes(200, "application/octet-stream", object.bytes())
          .withHeader(
              "Content-Disposition",
              "attachment; filename*=UTF-8''"
                  + LoginHost.encode(object.fileName()).replace("+", "%20"));
    }
  }

  private SimResponse preflight() {
    return allowed(SimResponse.empty(200))
        .withHeader("Access-Control-Allow-Methods", "PUT")
        .withHeader("Access-Control-Allow-Headers", "*");
  }

  private SimResponse allowed(SimResponse response) {
    return response.withHeader("Access-Control-Allow-Origin", docsUrl.get());
  }

  private static boolean isSigned(String path, SimRequest request) {
    return request.query("Signature").filter(signatureOf(path)::equals).isPresent();
  }

  private String signature(String path) {
    return "?Expires="
        + endOfLife().getEpochSecond()
        + "&OSSAccessKeyId=LTAI5tSimulator&Signature="
        + signatureOf(path);
  }

  private static String signatureOf(String path) {
    return ByteString.of(("signed " + path).getBytes(UTF_8)).sha1().hex();
  }

  private Instant endOfLife() {
    return clock.instant().plus(LIFE);
  }

  private boolean isOver(Instant end) {
    return !clock.instant().isBefore(end);
  }

  private static SimResponse refused(String code, String message) {
    return error(403, code, message);
  }

  private static SimResponse error(int status, String code, String message) {
    return SimResponse.bytes(
        status,
        "application/xml",
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
                + (code + "</Code><Message>" + message + "</Message></Error>\n"))
            .getBytes(UTF_8));
  }
}
