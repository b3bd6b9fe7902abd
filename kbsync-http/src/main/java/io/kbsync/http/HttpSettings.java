package io.kbsync.http;

import io.kbsync.api.config.ConnectorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a connector reaches its servers. Immutable. */
public final class HttpSettings {

  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final Duration writeTimeout;
  private final Duration callTimeout;
  private final @Nullable ProxyAddress proxy;
  private final Map<String, String> environment;
  private final @Nullable Path caFile;
  private final String userAgent;
  private final boolean sameHostRedirects;

  private HttpSettings(Builder builder) {
    this.connectTimeout = builder.connectTimeout;
    this.readTimeout = builder.readTimeout;
    this.writeTimeout = builder.writeTimeout;
    this.callTimeout = builder.callTimeout;
    this.proxy = builder.proxy;
    this.environment = Map.copyOf(builder.environment);
    this.caFile = builder.caFile;
    this.userAgent = builder.userAgent;
    this.sameHostRedirects = builder.sameHostRedirects;
  }

  /** Direct connections, the JDK's roots, usual timeouts. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What {@link HttpKeys} say.
   *
   * @param environment the variables of the process, where {@code HTTPS_PROXY} and its like are
   */
  public static Builder from(ConnectorConfig config, Map<String, String> environment) {
    Builder builder = builder().environment(environment);
    config.find(HttpKeys.PROXY).ifPresent(builder::proxy);
    config.find(HttpKeys.CA_FILE).ifPresent(builder::caFile);
    config.find(HttpKeys.SERVER_TIMEOUT).ifPresent(builder::readTimeout);
    return builder;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration readTimeout() {
    return readTimeout;
  }

  Duration writeTimeout() {
    return writeTimeout;
  }

  Duration callTimeout() {
    return callTimeout;
  }

  ProxyRoutes proxyRoutes() {
    return ProxyRoutes.of(proxy, environment);
  }

  Optional<Path> caFile() {
    return Optional.ofNullable(caFile);
  }

  String userAgent() {
    return userAgent;
  }

  boolean sameHostRedirects() {
    return sameHostRedirects;
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {

    private Duration connectTimeout = Duration.ofSeconds(15);
    private Duration readTimeout = Duration.ofSeconds(60);
    private Duration writeTimeout = Duration.ofSeconds(60);
    private Duration callTimeout = Duration.ofMinutes(30);
    private @Nullable ProxyAddress proxy;
    private Map<String, String> environment = Map.of();
    private @Nullable Path caFile;
    private String userAgent = "KBSync/" + version();
    private boolean sameHostRedirects;

    private Builder() {}

    private static String version() {
      return Optional.ofNullable(HttpSettings.class.getPackage().getImplementationVersion())
          .orElse("dev");
    }

    public Builder connectTimeout(Duration value) {
      this.connectTimeout = value;
      return this;
    }

    /** The longest silence of a server that owes bytes. */
    public Builder readTimeout(Duration value) {
      this.readTimeout = value;
      return this;
    }

    /** The longest time in which a server takes no byte. */
    public Builder writeTimeout(Duration value) {
      this.writeTimeout = value;
      return this;
    }

    /**
     * The longest time from the connection to the end of an answer that is read as a whole, and a
     * minute more for each MiB that is sent; 30 minutes unless it is set. Whoever reads a body as a
     * stream watches over it himself.
     */
    public Builder callTimeout(Duration value) {
      this.callTimeout = value;
      return this;
    }

    public Builder proxy(ProxyAddress value) {
      this.proxy = value;
      return this;
    }

    /** Where {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} are looked up. */
    public Builder environment(Map<String, String> variables) {
      this.environment = variables;
      return this;
    }

    public Builder caFile(Path pem) {
      this.caFile = pem;
      return this;
    }

    public Builder userAgent(String value) {
      this.userAgent = value;
      return this;
    }

    /** Follows redirects of GET to the same scheme, host and port; others are never followed. */
    public Builder sameHostRedirects(boolean value) {
      this.sameHostRedirects = value;
      return this;
    }

    public HttpSettings build() {
      return new HttpSettings(this);
    }
  }
}
