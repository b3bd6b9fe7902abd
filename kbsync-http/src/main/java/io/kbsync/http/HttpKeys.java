package io.kbsync.http;

import io.kbsync.api.config.ConfigKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of the configuration that every HTTP connector understands. */
public final class HttpKeys {

  /** The proxy of all requests; the default comes from the environment. */
  public static final ConfigKey<ProxyAddress> PROXY =
      ConfigKey.of(
              "proxy",
              "The HTTP proxy: http://host:port, with http://user:password@host:port where it wants"
                  + " a login, or none. Default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the"
                  + " environment.",
              ProxyAddress::parse)
          .hidden()
          .build();

  /** Certificates of authorities that the JDK does not know. */
  public static final ConfigKey<Path> CA_FILE =
      ConfigKey.of(
              "caFile",
              "A PEM file with the certificates of your own authority, trusted in addition to"
                  + " those of the Java runtime.",
              HttpKeys::path)
          .build();

  /** How long a server may keep silent. */
  public static final ConfigKey<Duration> SERVER_TIMEOUT =
      ConfigKey.of(
              "serverTimeout",
              "How long a server may keep silent before a request counts as failed: 90s, 5m."
                  + " Default: 60s for the source; 5m for RAGFlow, which stores large files without"
                  + " a word.",
              HttpKeys::timeout)
          .build();

  private static final Pattern TIME = Pattern.compile("(\\d{1,5})([sm])");

  private HttpKeys() {}

  private static Duration timeout(String text) {
    Matcher time = TIME.matcher(text);
    if (time.matches() && Long.parseLong(time.group(1)) > 0) {
      long number = Long.parseLong(time.group(1));
      return time.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no span of time. Write a number and s or m: 90s, 5m");
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "This is not the path of a file. Write /path/to/ca.pem", e);
    }
  }
}
