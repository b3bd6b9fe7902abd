package io.kbsync.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to which host. {@code NO_PROXY} holds for the key {@code proxy} too; loopback
 * is always reached directly. Immutable.
 */
final class ProxyRoutes extends ProxySelector {

  private final ProxyAddress forHttp;
  private final ProxyAddress forHttps;
  private final List<String> direct;

  private ProxyRoutes(ProxyAddress forHttp, ProxyAddress forHttps, List<String> direct) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.direct = direct;
  }

  /**
   * @param configured the value of the key {@code proxy}; null: the environment decides
   * @throws IllegalArgumentException naming the variable that holds no address of a proxy
   */
  static ProxyRoutes of(@Nullable ProxyAddress configured, Map<String, String> environment) {
    List<String> direct =
        Stream.of(variable(environment, "NO_PROXY").orElse("").split("[,\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .toList();
    return configured != null
        ? new ProxyRoutes(configured, configured, direct)
        : new ProxyRoutes(
            fromVariable(environment, "HTTP_PROXY"),
            fromVariable(environment, "HTTPS_PROXY"),
            direct);
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT), name)
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .map(String::trim)
        .findFirst();
  }

  private static ProxyAddress fromVariable(Map<String, String> environment, String name) {
    try {
      return variable(environment, name).map(ProxyAddress::parse).orElse(ProxyAddress.NONE);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The environment variable " + name + ": " + e.getMessage() + ", or set the key proxy", e);
    }
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        address("https".equalsIgnoreCase(uri.getScheme()), uri.getHost(), uri.getPort()).toProxy());
  }

  /** The proxy that leads there; empty: none does. */
  Optional<ProxyAddress> proxyTo(HttpUrl url) {
    return Optional.of(address(url.isHttps(), url.host(), url.port()))
        .filter(proxy -> !proxy.host().isEmpty());
  }

  private ProxyAddress address(boolean https, String host, int port) {
    if (isLoopback(host) || isDirect(host.toLowerCase(Locale.ROOT), port)) {
      return ProxyAddress.NONE;
    }
    return https ? forHttps : forHttp;
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("::1")
        || host.equals("[::1]");
  }

  private boolean isDirect(String host, int port) {
    return direct.stream().anyMatch(entry -> covers(entry, host, port));
  }

  /** {@code example.com} and {@code .example.com} cover the domain and all below it. */
  private static boolean covers(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    String name = entry.endsWith(":" + port) ? entry.substring(0, entry.lastIndexOf(':')) : entry;
    String domain = name.replaceFirst("^\\*?\\.", "");
    return host.equals(domain) || host.endsWith("." + domain);
  }

  /** The header that the proxy of this route wants, if it wants one. */
  Optional<String> authorization(Proxy proxy) {
    return Stream.of(forHttp, forHttps)
        .filter(address -> address.toProxy().equals(proxy))
        .flatMap(address -> address.authorizationHeader().stream())
        .findFirst();
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // There is one way to each host: nothing to choose another one from.
  }
}
