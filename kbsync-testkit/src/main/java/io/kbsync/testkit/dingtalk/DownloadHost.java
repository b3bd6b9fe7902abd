package io.kbsync.testkit.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The object storage behind signed links. Refuses what real signatures would not cover: another
 * header value, a content type, a missing signature; and a DingTalk token, which is not its
 * business.
 */
final class DownloadHost {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

  private final Links links;

  DownloadHost(Links links) {
    this.links = links;
  }

  static boolean owns(SimRequest request) {
    return request.path().startsWith(Links.BUCKET);
  }

  SimResponse answer(SimRequest request) {
    Optional<Links.Link> link = links.at(request.path());
    if (link.isEmpty()) {
      return error(404, "NoSuchKey", "The specified key does not exist.");
    }
    return refusal(link.get(), request).orElseGet(() -> content(link.get().bytes(), request));
  }

  private Optional<SimResponse> refusal(Links.Link link, SimRequest request) {
    if (links.isExpired(link)) {
      return Optional.of(error(403, "AccessDenied", "Request has expired."));
    }
    if (request.header("x-acs-dingtalk-access-token").isPresent()) {
      return Optional.of(error(400, "InvalidArgument", "A DingTalk token does not belong here."));
    }
    if (!isSigned(link, request)) {
      return Optional.of(
          error(
              403,
              "SignatureDoesNotMatch",
              "The request signature we calculated does not match the signature you provided."));
    }
    return Optional.empty();
  }

  private static boolean isSigned(Links.Link link, SimRequest request) {
    boolean headersMatch =
        link.headers().entrySet().stream()
            .allMatch(
                header ->
                    request.header(header.getKey()).filter(header.getValue()::equals).isPresent());
    boolean queryMatches =
        link.query().entrySet().stream()
            .allMatch(
                part -> request.query(part.getKey()).filter(part.getValue()::equals).isPresent());
    boolean strayAuthorization =
        link.headers().isEmpty() && request.header("Authorization").isPresent();
    return headersMatch
        && queryMatches
        && !strayAuthorization
        && request.header("Content-Type").isEmpty();
  }

  private static SimResponse content(byte[] bytes, SimRequest request) {
    Optional<Matcher> range = request.header("Range").map(RANGE::matcher).filter(Matcher::matches);
    if (range.isEmpty()) {
      return SimResponse.bytes(200, "application/octet-stream", bytes)
          .withHeader("Accept-Ranges", "bytes");
    }
    String first = range.get().group(1);
    String last = range.get().group(2);
    int from = first.isEmpty() ? Math.max(0, bytes.length - number(last)) : number(first);
    int to =
        first.isEmpty() || last.isEmpty()
            ? bytes.length - 1
            : Math.min(number(last), bytes.length - 1);
    if (from >= bytes.length || from > to) {
      return error(416, "InvalidRange", "The requested range cannot be satisfied.");
    }
    return SimResponse.bytes(
            206, "application/octet-stream", Arrays.copyOfRange(bytes, from, to + 1))
        .withHeader("Accept-Ranges", "bytes")
        .withHeader("Content-Range", "bytes " + from + "-" + to + "/" + bytes.length);
  }

  private static int number(String digits) {
    return digits.isEmpty() ? 0 : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(digits));
  }

  private static SimResponse error(int status, String code, String message) {
    return SimResponse.bytes(
        status,
        "application/xml",
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>"
                + code
                + "</Code>\n"
                + ("  <Message>" + message + "</Message>\n</Error>\n"))
            .getBytes(UTF_8));
  }
}
