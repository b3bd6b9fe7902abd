package io.kbsync.source.dingtalk;

import io.kbsync.api.CallLimits;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.config.Secret;
import io.kbsync.http.HttpKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about DingTalk. Immutable.
 *
 * @param apiUrl without a slash at its end, as the other two
 */
record DingTalkSettings(
    String clientId,
    Secret clientSecret,
    String userId,
    String apiUrl,
    String oapiUrl,
    String docsUrl,
    Login login,
    OnlineFormats formats,
    @Nullable Duration fullWalk,
    boolean events,
    BrowserKeys.Web web) {

  /** When a browser may be used for what the Open API does not give. */
  enum Login {
    AUTO,
    ALWAYS,
    NONE
  }

  private static final int SHOWN_OF_CLIENT_ID = 8;

  static final ConfigKey<String> CLIENT_ID =
      ConfigKey.text(
              "dingDingClientId",
              "The Client ID of the DingTalk application, as its console shows it.")
          .required()
          .partlyHidden(id -> id.substring(0, Math.min(SHOWN_OF_CLIENT_ID, id.length())))
          .build();

  static final ConfigKey<Secret> CLIENT_SECRET =
      ConfigKey.secret("dingDingClientSecret", "The Client Secret of the application.")
          .required()
          .build();

  static final ConfigKey<String> USER_ID =
      ConfigKey.text(
              "dingDingUserId",
              "The UserID of the person whose files are read, as the admin console's contacts show"
                  + " it. What this person may not download is not synced.")
          .required()
          .build();

  static final ConfigKey<String> SOURCE =
      ConfigKey.text(
              "dingDingSource",
              "Where the files are: KnowledgeBase or Drive. Without it the program asks.")
          .build();

  static final ConfigKey<String> ROOT =
      ConfigKey.text(
              "dingDingRoot",
              "The knowledge bases or Drive spaces: names or ids, separated by spaces, or * for"
                  + " all. Without it the program asks.")
          .build();

  static final ConfigKey<String> API_URL =
      url("dingDingApiUrl", "https://api.dingtalk.com", "The address of DingTalk's Open API.");

  static final ConfigKey<String> OAPI_URL =
      url("dingDingOapiUrl", "https://oapi.dingtalk.com", "The address of DingTalk's older API.");

  static final ConfigKey<String> DOCS_URL =
      url(
          "dingDingDocsUrl",
          "https://alidocs.dingtalk.com",
          "The address of DingTalk's documents.");

  static final ConfigKey<Login> LOGIN =
      ConfigKey.of(
              "dingDingLogin",
              "Whether a browser login is wanted for what the Open API does not give: auto, always"
                  + " or none. With none such files are skipped.",
              DingTalkSettings::login)
          .defaultsTo("auto")
          .build();

  static final ConfigKey<Double> RATE =
      ConfigKey.of(
              "dingDingRate",
              "Calls a second for each of DingTalk's APIs; 0: no limit.",
              DingTalkSettings::rate)
          .defaultsTo("20")
          .build();

  static final ConfigKey<Long> CALL_BUDGET =
      ConfigKey.of(
              "callBudget",
              "Calls a month that this application may spend; the standard edition of DingTalk has"
                  + " 5000 for the whole organisation. 0: no limit.",
              DingTalkSettings::budget)
          .defaultsTo("5000")
          .build();

  static final ConfigKey<Duration> FULL_WALK_INTERVAL =
      ConfigKey.of(
              "fullWalkInterval",
              "For knowledge bases: how often every folder is walked (6h, 1d; a day at the most)."
                  + " Between these walks only folders in which something changed lately, or whose"
                  + " entry changed, are read: fewer calls, but what changes elsewhere waits for the"
                  + " next full walk. Without it every walk is a full one.",
              DingTalkSettings::fullWalk)
          .build();

  static final ConfigKey<Boolean> EVENTS =
      ConfigKey.of(
              "dingDingEvents",
              "Whether DingTalk is asked to tell of changes as they happen: true or false. It needs"
                  + " one more permission, and storage events switched on in the developer console.",
              DingTalkSettings::events)
          .defaultsTo("false")
          .build();

  static final ConfigSpec SPEC =
      ConfigSpec.builder()
          .keysOnOneLine(CLIENT_ID, CLIENT_SECRET)
          .keysOnOneLine(USER_ID)
          .scopeKey(SOURCE)
          .scopeKey(ROOT)
          .keys(API_URL, OAPI_URL, DOCS_URL, LOGIN, RATE, CALL_BUDGET)
          .keys(FULL_WALK_INTERVAL, EVENTS)
          .keys(BrowserKeys.CHROME_PATH, BrowserKeys.CHROME_HEADLESS, BrowserKeys.LOGIN_WAIT)
          .keys(BrowserKeys.BROWSER_PAUSE, BrowserKeys.FORMATS)
          .keys(HttpKeys.PROXY, HttpKeys.CA_FILE, HttpKeys.SERVER_TIMEOUT)
          .build();

  static DingTalkSettings of(ConnectorConfig config) {
    return new DingTalkSettings(
        config.get(CLIENT_ID),
        config.get(CLIENT_SECRET),
        config.get(USER_ID),
        config.get(API_URL),
        config.get(OAPI_URL),
        config.get(DOCS_URL),
        config.get(LOGIN),
        config.find(BrowserKeys.FORMATS).orElse(OnlineFormats.USUAL),
        config.find(FULL_WALK_INTERVAL).orElse(null),
        config.get(EVENTS),
        BrowserKeys.web(config));
  }

  /** The longest time between two walks of all folders of a knowledge base; empty: no others. */
  Optional<Duration> fullWalkInterval() {
    return Optional.ofNullable(fullWalk);
  }

  static CallLimits callLimits(ConnectorConfig config) {
    return new CallLimits(
        config.get(RATE), config.get(CALL_BUDGET), "dingtalk-" + config.get(CLIENT_ID));
  }

  private static ConfigKey<String> url(String name, String address, String help) {
    return ConfigKey.of(name, help, DingTalkSettings::url).defaultsTo(address).build();
  }

  private static String url(String text) {
    if (HttpUrl.parse(text) == null) {
      throw new IllegalArgumentException("is not an address; write https://HOST");
    }
    return text.replaceAll("/+$", "");
  }

  private static Login login(String text) {
    return Arrays.stream(Login.values())
        .filter(login -> login.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is none of auto, always, none"));
  }

  private static boolean events(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither; write true or false");
    };
  }

  private static double rate(String text) {
    try {
      double rate = Double.parseDouble(text.toLowerCase(Locale.ROOT));
      if (rate >= 0 && rate < Double.POSITIVE_INFINITY) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // said below, in the same words as for a number out of range
    }
    throw new IllegalArgumentException("is no number of calls; write 20, or 0 for no limit");
  }

  private static Duration fullWalk(String text) {
    Duration interval =
        text.matches("\\d{1,5}[dD]")
            ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
            : BrowserKeys.span(text);
    if (interval.compareTo(Duration.ofMinutes(1)) < 0
        || interval.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "is not between 1m and 1d: only full walks find out what was removed; write 6h or 1d");
    }
    return interval;
  }

  private static long budget(String text) {
    if (text.matches("\\d{1,12}")) {
      return Long.parseLong(text);
    }
    throw new IllegalArgumentException("is no number of calls; write 5000, or 0 for no limit");
  }
}
