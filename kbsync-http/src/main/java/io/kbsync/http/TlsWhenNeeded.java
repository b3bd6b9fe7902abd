package io.kbsync.http;

import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Two clients that are one but for this: the first knows no TLS, the second is made for the first
 * request that needs it, since reading the JDK's authorities takes a third of a start. Thread-safe.
 */
final class TlsWhenNeeded {

  private final OkHttpClient plain;
  private @Nullable OkHttpClient secure;

  TlsWhenNeeded(OkHttpClient.Builder builder) {
    this.plain = builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).build();
  }

  /** The one for this request. */
  OkHttpClient client(Request request) {
    return request.isHttps() ? secure() : plain;
  }

  private synchronized OkHttpClient secure() {
    OkHttpClient made = secure;
    if (made == null) {
      // Connections and interceptors stay the same.
      made = plain.newBuilder().connectionSpecs(List.of(ConnectionSpec.MODERN_TLS)).build();
      secure = made;
    }
    return made;
  }

  /** Whose connections both share. */
  OkHttpClient shared() {
    return plain;
  }
}
