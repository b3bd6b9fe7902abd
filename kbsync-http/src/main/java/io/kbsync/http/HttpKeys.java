package io.kbsync.http;

import io.kbsync.api.config.ConfigKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

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

  private HttpKeys() {}

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "This is not the path of a file. Write /path/to/ca.pem", e);
    }
  }
}
