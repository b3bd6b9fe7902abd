package io.kbsync.source.dingtalk.export;

import io.kbsync.source.dingtalk.browser.StepFailedException;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which links of the web side are followed: those to DingTalk and its storage, and to hosts of the
 * same kind as the configured one, where that is another. Immutable.
 */
final class TrustedLinks {

  private static final Set<String> DINGTALK = Set.of("aliyuncs.com", "dingtalk.com");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private final HttpUrl docs;

  TrustedLinks(HttpUrl docs) {
    this.docs = docs;
  }

  HttpUrl checked(String step, String link) throws StepFailedException {
    HttpUrl url = HttpUrl.parse(link);
    if (url == null) {
      throw new StepFailedException(step, "DingTalk gave no link");
    }
    if (!isTrusted(url)) {
      throw new StepFailedException(
          step, "the link leads to " + url.host() + ", which is none of DingTalk's hosts");
    }
    return url;
  }

  boolean isTrusted(HttpUrl url) {
    if (LOOPBACK.contains(docs.host())) {
      return LOOPBACK.contains(url.host());
    }
    return url.isHttps()
        && (DINGTALK.stream().anyMatch(domain -> isWithin(url.host(), domain))
            || url.host().equals(docs.host())
            || isWithin(url.host(), docs.topPrivateDomain()));
  }

  private static boolean isWithin(String host, @Nullable String domain) {
    return domain != null && (host.equals(domain) || host.endsWith("." + domain));
  }
}
