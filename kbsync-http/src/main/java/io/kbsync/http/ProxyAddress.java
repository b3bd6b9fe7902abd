package io.kbsync.http;

import io.kbsync.api.config.Secret;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, or the wish to use none. Immutable.
 *
 * @param host its name or address; empty: no proxy at all
 * @param port its port
 * @param authorization the value of the header that it wants; null: it asks for no login
 */
public record ProxyAddress(String host, int port, @Nullable Secret authorization) {

  /** No proxy, whatever the environment says. */
  public static final ProxyAddress NONE = new ProxyAddress("", 0, null);

  private static final String WRITE = ". Write http://host:port";

  /**
   * Reads {@code http://user:password@host:port}; scheme and login may be missing; {@code none}.
   *
   * @throws IllegalArgumentException when it is no address of an HTTP proxy; without the value,
   *     which may hold a password
   */
  public static ProxyAddress parse(String text) {
    if (text.equalsIgnoreCase("none")) {
      return NONE;
    }
    HttpUrl url = HttpUrl.parse(text.contains("://") ? text : "http://" + text);
    if (url == null) {
      throw new IllegalArgumentException("This is not the address of an HTTP proxy" + WRITE);
    }
    if (url.isHttps()) {
      throw new IllegalArgumentException(
          "A proxy is reached by http, even for https servers" + WRITE);
    }
    Secret login =
        url.username().isEmpty()
            ? null
            : new Secret(Credentials.basic(url.username(), url.password()));
    return new ProxyAddress(url.host(), url.port(), login);
  }

  Proxy toProxy() {
    return host.isEmpty()
        ? Proxy.NO_PROXY
        : new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  Optional<String> authorizationHeader() {
    return Optional.ofNullable(authorization).map(Secret::reveal);
  }

  @Override
  public String toString() {
    return host.isEmpty() ? "none" : host + ":" + port;
  }
}
