package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kbsync.api.CallLimits;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.source.SourceFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DingTalkSettingsTest {

  private static final Map<String, String> REQUIRED =
      Map.of(
          "dingDingClientId", "ding9nyeabcdk66u",
          "dingDingClientSecret", "sa4vI-secret",
          "dingDingUserId", "012713339015810");

  @Test
  void the_source_is_found_under_its_old_name() {
    assertThat(ServiceLoader.load(SourceFactory.class))
        .singleElement()
        .satisfies(factory -> assertThat(factory.type()).isEqualTo("DingDing"));
  }

  @Test
  void the_start_lines_are_those_that_people_know() {
    assertThat(DingTalkSettings.SPEC.startLines())
        .extracting(line -> line.stream().map(ConfigKey::name).toList())
        .containsExactly(
            List.of("dingDingClientId", "dingDingClientSecret"), List.of("dingDingUserId"));
    assertThat(DingTalkSettings.CLIENT_ID.shown("ding9nyeabcdk66u")).isEqualTo("ding9nye****");
    assertThat(DingTalkSettings.CLIENT_SECRET.shown("sa4vI")).isEqualTo("****");
    assertThat(DingTalkSettings.USER_ID.shown("0127133390")).isEqualTo("0127133390");
  }

  @Test
  void the_questions_are_answered_by_source_and_root() {
    assertThat(DingTalkSettings.SPEC.scopeKeys())
        .extracting(ConfigKey::name)
        .containsExactly("dingDingSource", "dingDingRoot");
  }

  @Test
  void dingtalk_itself_is_the_default() {
    DingTalkSettings settings = DingTalkSettings.of(new Simulated.Values(REQUIRED));
    assertThat(settings.apiUrl()).isEqualTo("https://api.dingtalk.com");
    assertThat(settings.oapiUrl()).isEqualTo("https://oapi.dingtalk.com");
    assertThat(settings.docsUrl()).isEqualTo("https://alidocs.dingtalk.com");
    assertThat(settings.login()).isEqualTo(DingTalkSettings.Login.AUTO);
    assertThat(DingTalkSettings.callLimits(new Simulated.Values(REQUIRED)))
        .isEqualTo(new CallLimits(20, 5000, "dingtalk-ding9nyeabcdk66u"));
  }

  @Test
  void a_slash_at_the_end_of_an_address_does_no_harm() {
    assertThat(DingTalkSettings.API_URL.parse("http://localhost:1/"))
        .isEqualTo("http://localhost:1");
  }

  @Test
  void values_that_make_no_sense_are_explained() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DingTalkSettings.API_URL.parse("api.dingtalk.com"))
        .withMessageContaining("https://");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DingTalkSettings.LOGIN.parse("sometimes"))
        .withMessageContaining("auto, always, none");
    for (String rate : List.of("-1", "fast", "NaN", "Infinity")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DingTalkSettings.RATE.parse(rate))
          .withMessageContaining("0 for no limit");
    }
    for (String budget : List.of("-1", "many", "5000.5")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DingTalkSettings.CALL_BUDGET.parse(budget))
          .withMessageContaining("0 for no limit");
    }
    for (String interval : List.of("0h", "1s", "59s", "25h", "0d", "2d")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DingTalkSettings.FULL_WALK_INTERVAL.parse(interval))
          .withMessageContaining("between 1m and 1d");
    }
    assertThat(DingTalkSettings.FULL_WALK_INTERVAL.parse("1d")).isEqualTo(Duration.ofDays(1));
    assertThat(DingTalkSettings.FULL_WALK_INTERVAL.parse("1m")).isEqualTo(Duration.ofMinutes(1));
    assertThat(BrowserKeys.LOGIN_WAIT.parse("90S")).isEqualTo(Duration.ofSeconds(90));
    for (String wait : List.of("5d", "10", "soon")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BrowserKeys.LOGIN_WAIT.parse(wait))
          .withMessageContaining("90s, 10m or 1h");
    }
  }

  @Test
  void no_secret_shows_in_any_settings() {
    assertThat(DingTalkSettings.of(new Simulated.Values(REQUIRED)).toString())
        .doesNotContain("sa4vI-secret");
    assertThat(new DingTalkWire.TokenRequest("id", "sa4vI-secret").toString())
        .doesNotContain("sa4vI-secret");
  }
}
