package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.source.dingtalk.StreamFrames.Heard;
import io.kbsync.source.dingtalk.StreamFrames.Meaning;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramesTest {

  private final StreamFrames frames = new StreamFrames(Set.of("77"));

  private Heard event(String type, String data) {
    return frames.hear(
        """
        {"specVersion":"1.0","type":"EVENT","headers":{"topic":"*","messageId":"m1",%s
        "time":1690106592000},"data":"%s"}\
        """
            .formatted(
                type.isEmpty() ? "" : "\"eventType\":\"" + type + "\",",
                data.replace("\\", "\\\\").replace("\"", "\\\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"spaceId\":\"77\",\"dentryId\":\"1\"}",
        "{\"spaceId\":77}",
        "{\"eventType\":\"x\",\"data\":{\"spaceId\":\"77\"}}",
        "{\"dentries\":[{\"spaceId\":\"5\"},{\"spaceId\":\"77\"}]}",
        "{\"data\":\"{\\\"spaceId\\\":\\\"77\\\"}\"}",
        "{\"dentryId\":\"1\"}",
        "{\"spaceId\":null}",
        "[]",
        "null",
        "",
        "no JSON"
      })
  void an_event_of_storage_that_may_have_happened_here_is_a_change_and_taken(String data) {
    Heard heard = event("storage_dentry_update", data);

    assertThat(heard.meaning()).isEqualTo(Meaning.CHANGE);
    assertThat(heard.answer().orElseThrow())
        .contains("\"code\":200", "\"messageId\":\"m1\"", "\"message\":\"OK\"")
        .contains("{\\\"status\\\":\\\"SUCCESS\\\",\\\"message\\\":\\\"success\\\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"spaceId\":\"78\"}",
        "{\"spaceId\": 770}",
        "{\"data\":{\"spaceId\":\"7\"}}",
        "{\"data\":\"{\\\"spaceId\\\":\\\"78\\\"}\"}"
      })
  void an_event_of_another_space_is_none_and_left_to_others(String data) {
    Heard heard = event("storage_dentry_delete", data);

    assertThat(heard.meaning()).isEqualTo(Meaning.NOTHING);
    assertThat(heard.answer().orElseThrow()).contains("\\\"status\\\":\\\"LATER\\\"");
  }

  @Test
  void an_event_of_something_else_is_none_and_left_to_others() {
    Heard heard = event("user_add_org", "{\"spaceId\":\"77\"}");

    assertThat(heard.meaning()).isEqualTo(Meaning.NOTHING);
    assertThat(heard.answer().orElseThrow()).contains("LATER");
  }

  @Test
  void the_kind_of_an_event_may_stand_in_its_data() {
    assertThat(event("", "{\"eventType\":\"storage_dentry_create\",\"spaceId\":\"77\"}").meaning())
        .isEqualTo(Meaning.CHANGE);
    assertThat(event("", "{\"spaceId\":\"77\"}").meaning()).isEqualTo(Meaning.NOTHING);
  }

  @Test
  void a_ping_is_answered_with_what_it_holds() {
    Heard heard =
        frames.hear(
            """
            {"type":"SYSTEM","headers":{"topic":"ping","messageId":"p1"},
            "data":"{\\"opaque\\":\\"0-1\\"}"}\
            """);

    assertThat(heard.meaning()).isEqualTo(Meaning.NOTHING);
    assertThat(heard.answer().orElseThrow())
        .contains("\"messageId\":\"p1\"", "\"contentType\":\"application/json\"")
        .contains("\"data\":\"{\\\"opaque\\\":\\\"0-1\\\"}\"");
  }

  @Test
  void a_farewell_is_understood_and_not_answered() {
    Heard heard = frames.hear("{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"disconnect\"}}");

    assertThat(heard.meaning()).isEqualTo(Meaning.FAREWELL);
    assertThat(heard.answer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "hello",
        "[1,2]",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"EVENT\"",
        "{\"type\":\"EVENT\",\"headers\":[]}",
        "{\"type\":\"SYSTEM\"}",
        "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"KEEPALIVE\"}}",
        "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":null}}",
        "{\"type\":\"CALLBACK\",\"headers\":{\"topic\":\"/v1.0/im/bot/messages/get\"}}"
      })
  void whatever_else_comes_means_nothing_and_is_not_answered(String text) {
    assertThat(frames.hear(text)).isEqualTo(new Heard(Meaning.NOTHING, Optional.empty()));
  }

  @Test
  void the_data_of_an_event_may_be_no_text() {
    String frame =
        "{\"type\":\"EVENT\",\"headers\":{\"eventType\":\"storage_dentry_update\"},"
            + "\"data\":{\"spaceId\":%s}}";

    assertThat(frames.hear(frame.formatted("77")).meaning()).isEqualTo(Meaning.CHANGE);
    assertThat(frames.hear(frame.formatted("78")).meaning()).isEqualTo(Meaning.NOTHING);
  }

  @Test
  void an_event_without_a_message_id_is_taken_all_the_same() {
    Heard heard =
        frames.hear("{\"type\":\"EVENT\",\"headers\":{\"eventType\":\"storage_dentry_update\"}}");

    assertThat(heard.meaning()).isEqualTo(Meaning.CHANGE);
    assertThat(heard.answer()).isPresent();
  }
}
