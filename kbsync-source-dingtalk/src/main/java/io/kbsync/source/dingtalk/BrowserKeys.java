package io.kbsync.source.dingtalk;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.config.Secret;
import io.kbsync.http.HttpKeys;
import io.kbsync.http.ProxyAddress;
import io.kbsync.source.dingtalk.browser.BrowserSettings;
import io.kbsync.source.dingtalk.browser.BrowserSettings.Headless;
import io.kbsync.source.dingtalk.browser.ProxyLogin;
import io.kbsync.source.dingtalk.export.BrowserPause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of the configuration about the browser and what it exports. */
final class BrowserKeys {

  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})(s|m|h)");

  static final ConfigKey<Path> CHROME_PATH =
      ConfigKey.of(
              "chromePath",
              "The browser to use: the path of Google Chrome or Chromium. Without it the program"
                  + " looks for one.",
              Path::of)
          .build();

  static final ConfigKey<Headless> CHROME_HEADLESS =
      ConfigKey.of(
              "chromeHeadless",
              "Whether the browser works without a window: true, false, or auto, which shows one"
                  + " for a login where there is a screen.",
              BrowserKeys::headless)
          .defaultsTo("auto")
          .build();

  static final ConfigKey<Duration> LOGIN_WAIT =
      ConfigKey.of(
              "loginWait",
              "How long a login is waited for (90s, 10m). Default: 10 minutes on a terminal; elsewhere"
                  + " nobody is waited for unless this key is set.",
              BrowserKeys::span)
          .build();

  static final ConfigKey<BrowserPause> BROWSER_PAUSE =
      ConfigKey.of(
              "browserPause",
              "The rest between two documents that the browser exports; a short one brings a"
                  + " captcha sooner.",
              BrowserPause::parse)
          .defaultsTo("1s-2s")
          .build();

  static final ConfigKey<OnlineFormats> FORMATS =
      ConfigKey.of(
              "onlineDocFormats",
              "The formats in which documents written in DingTalk arrive, by kind:"
                  + " adoc:docx,axls:xlsx. adoc also comes as pdf or md, amind as pdf or jpg, appt"
                  + " as pptx or pdf.",
              OnlineFormats::parse)
          .build();

  private BrowserKeys() {}

  /** What the configuration says about the browser; the folder is not known yet. */
  record Web(BrowserSettings settings, BrowserPause pause) {

    BrowserSettings browser(Path workDirectory) {
      return settings.in(workDirectory.resolve("browser"));
    }
  }

  static Web web(ConnectorConfig config) {
    String userId = config.get(DingTalkSettings.USER_ID);
    BrowserSettings settings =
        new BrowserSettings(
            config.get(DingTalkSettings.DOCS_URL),
            folderName(config.get(DingTalkSettings.CLIENT_ID) + "-" + userId),
            userId,
            config.find(CHROME_PATH),
            config.get(CHROME_HEADLESS),
            config.find(LOGIN_WAIT),
            config
                .find(HttpKeys.PROXY)
                .filter(proxy -> !proxy.host().isEmpty())
                .map(BrowserKeys::proxy),
            Path.of("browser"));
    return new Web(settings, config.get(BROWSER_PAUSE));
  }

  private static String folderName(String account) {
    return account.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /** The header that a proxy wants holds the name and the password that a browser asks for. */
  private static ProxyLogin proxy(ProxyAddress address) {
    String server = "http://" + address.host() + ":" + address.port();
    if (address.authorization() == null) {
      return new ProxyLogin(server, Optional.empty(), Optional.empty());
    }
    String header = address.authorization().reveal();
    byte[] login = Base64.getDecoder().decode(header.substring(header.indexOf(' ') + 1));
    String[] pair = new String(login, StandardCharsets.ISO_8859_1).split(":", 2);
    return new ProxyLogin(server, Optional.of(pair[0]), Optional.of(new Secret(pair[1])));
  }

  private static Headless headless(String text) {
    return Arrays.stream(Headless.values())
        .filter(value -> value.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is none of auto, true, false"));
  }

  /** A span of time as people write it. */
  static Duration span(String text) {
    Matcher matcher = SPAN.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is no span of time; write 90s, 10m or 1h");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
