package io.kbsync.testkit.ragflow;

import io.kbsync.testkit.http.SimRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MultipartReader;
import okio.Buffer;
import okio.ByteString;

/** A file of a multipart body. */
record FilePart(String name, ByteString content) {

  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data;.*boundary=\"?([^\";]+)\"?.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD = Pattern.compile("[; ]name=\"?file\"?(;|$)");
  private static final Pattern PLAIN_NAME = Pattern.compile("filename=\"((?:\\\\.|[^\"\\\\])*)\"");
  private static final Pattern EXTENDED_NAME =
      Pattern.compile("filename\\*=UTF-8''([^;\\s]+)", Pattern.CASE_INSENSITIVE);

  /** The files of the field {@code file}; none when the body is something else, or torn. */
  static List<FilePart> of(SimRequest request) {
    Matcher boundary = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
    if (!boundary.matches()) {
      return List.of();
    }
    try (MultipartReader reader =
        new MultipartReader(new Buffer().write(request.body()), boundary.group(1))) {
      List<FilePart> files = new ArrayList<>();
      for (MultipartReader.Part part = reader.nextPart(); part != null; part = reader.nextPart()) {
        add(part, files);
      }
      return files;
    } catch (IOException torn) {
      return List.of();
    }
  }

  private static void add(MultipartReader.Part part, List<FilePart> files) throws IOException {
    String disposition = part.headers().get("Content-Disposition");
    ByteString content = part.body().readByteString();
    if (disposition != null && FIELD.matcher(disposition).find()) {
      fileName(disposition).ifPresent(name -> files.add(new FilePart(name, content)));
    }
  }

  /** Empty where there is none, or one that is not UTF-8. */
  private static Optional<String> fileName(String disposition) {
    Matcher extended = EXTENDED_NAME.matcher(disposition);
    if (extended.find()) {
      String encoded = extended.group(1).replace("+", "%2B");
      return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }
    Matcher plain = PLAIN_NAME.matcher(disposition);
    return plain.find()
        ? Optional.of(unquoted(plain.group(1))).filter(name -> name.indexOf('\uFFFD') < 0)
        : Optional.empty();
  }

  private static String unquoted(String quoted) {
    return quoted
        .replace("\\\\", "\\")
        .replace("\\\"", "\"")
        .replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n");
  }
}
