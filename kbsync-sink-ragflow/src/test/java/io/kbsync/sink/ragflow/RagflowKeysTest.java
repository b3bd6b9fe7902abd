package io.kbsync.sink.ragflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.http.HttpKeys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RagflowKeysTest {

  private static final String ID = "b2af7c4c56f511f0a3d700163e0c2b1a";

  @Test
  void the_start_lines_are_those_people_know() {
    assertThat(RagflowKeys.SPEC.startLines())
        .isEqualTo(
            List.of(
                List.of(RagflowKeys.URL, RagflowKeys.API_KEY), List.of(RagflowKeys.DATASET_ID)));
    assertThat(RagflowKeys.SPEC.keys())
        .extracting(ConfigKey::name)
        .containsExactly(
            "ragflowUrl",
            "ragflowApiKey",
            "ragflowDatasetId",
            "ragflowParse",
            "ragflowParseWindow",
            "ragflowMaxContentLength",
            "typeMap",
            "proxy",
            "caFile",
            "serverTimeout");
    assertThat(RagflowKeys.SPEC.keys()).contains(HttpKeys.PROXY, HttpKeys.CA_FILE);
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.5, http://10.0.0.5/api/v1/",
    "http://10.0.0.5/, http://10.0.0.5/api/v1/",
    "HTTP://host:9380, http://host:9380/api/v1/",
    "https://host/api/v1, https://host/api/v1/",
    "https://host/api/v1/, https://host/api/v1/",
    "https://host/rag/flow//, https://host/rag/flow/api/v1/",
    "https://host/rag/api/v1/, https://host/rag/api/v1/",
  })
  void an_address_may_carry_a_path_and_a_slash(String written, String meant) {
    assertThat(RagflowKeys.URL.parse(written)).hasToString(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http:///10.0.0.5 | names no host",
        "http:// | names no host",
        "10.0.0.5:9380 | Write http://10.0.0.5:9380",
        "ragflow.corp | Write http://ragflow.corp",
        "http:/host | two slashes",
        "http://ho st | is not an address",
        "http://host/knowledge/dataset?id=b2af | Write only http://host",
        "http://me:pw@host | Write only http://host",
      })
  void an_address_that_is_none_is_explained(String written, String explanation) {
    assertThatThrownBy(() -> RagflowKeys.URL.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(explanation);
  }

  @Test
  void a_key_is_the_whole_header() {
    assertThat(RagflowKeys.API_KEY.parse("Bearer ragflow-RhMjQ5YzBl").reveal())
        .isEqualTo("Bearer ragflow-RhMjQ5YzBl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ragflow-S3CRETS3CRET | 'Bearer' is missing",
        "bearer ragflow-S3CRET | capital B",
        "BearerS3CRET | one space",
        "Bearer | key is missing",
        "Bearer  ragflow-S3CRET | More than one space",
        "Bearer ragflow-S3CRET x | holds a space",
        "Bearer ragflow-S3CRÉT | no key has",
        "Bearer ragflow-Rh******BiY | asterisks",
        "\"Bearer ragflow-S3CRET\" | quotation marks",
        "Bearer 'S3CRET' | quotation marks",
      })
  void a_key_that_is_none_is_explained_without_it(String written, String explanation) {
    assertThatThrownBy(() -> RagflowKeys.API_KEY.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(explanation)
        .hasMessageContaining("one space")
        .hasMessageNotContaining("S3CRET");
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer ragflow-RhMjQ5YzBlNTZm, Bearer ragflow-RhMj****",
    "ragflow-RhMjQ5YzBlNTZm, ragflow-RhMj****",
    "Bearer RhMjQ5YzBlNTZm, ****",
    "Bearer ragflow-RhMj, ****",
    "sk-123456789012, ****",
  })
  void four_characters_of_a_key_are_shown_at_most(String value, String shown) {
    assertThat(RagflowKeys.API_KEY.shown(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id=" + ID,
        "?id=" + ID,
        "http://host/knowledge/dataset?id=" + ID,
        "http://host/knowledge/dataset?id=" + ID + "&tab=1",
        "http://host/dataset/dataset/" + ID,
        "http://ragflow-test.corp/dataset/dataset/" + ID,
        "https://ragflow-test/knowledge/dataset?id=" + ID,
      })
  void what_was_pasted_along_with_an_id_is_told(String written) {
    assertThatThrownBy(() -> RagflowKeys.DATASET_ID.parse(written))
        .hasMessageEndingWith("Write only " + ID);
  }

  @Test
  void an_id_is_taken_and_what_is_none_is_explained() {
    assertThat(RagflowKeys.DATASET_ID.parse(ID)).isEqualTo(ID);
    assertThatThrownBy(() -> RagflowKeys.DATASET_ID.parse("my dataset"))
        .hasMessageContaining("after id=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer ragflow-S3CRETS3CRET",
        "bearer S3CRETS3CRET",
        "ragflow-S3CRETS3CRET",
        "'ragflow-S3CRETS3CRET'",
        "id=ragflow-S3CRETS3CRET",
      })
  void a_key_in_place_of_an_id_is_turned_down_without_showing_it(String written) {
    assertThatThrownBy(() -> RagflowKeys.DATASET_ID.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ragflowApiKey")
        .hasMessageNotContaining("S3CRET");
  }

  @Test
  void what_is_no_id_is_shown_without_its_secrets() {
    assertThatThrownBy(() -> RagflowKeys.DATASET_ID.parse("token=S3CRETS3CRET x"))
        .hasMessageContaining("after id=")
        .hasMessageNotContaining("S3CRET");
  }

  @Test
  void the_small_keys_have_defaults_and_limits() {
    assertThat(RagflowKeys.PARSE.parse("TRUE")).isTrue();
    assertThatThrownBy(() -> RagflowKeys.PARSE.parse("yes")).hasMessageContaining("true or false");
    assertThat(RagflowKeys.PARSE_WINDOW.parse("20")).isEqualTo(20);
    for (String wrong : List.of("0", "-1", "many", "123456")) {
      assertThatThrownBy(() -> RagflowKeys.PARSE_WINDOW.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(RagflowKeys.PARSE.defaultText()).contains("true");
    assertThat(RagflowKeys.PARSE_WINDOW.defaultText()).contains("20");
    assertThat(RagflowKeys.MAX_CONTENT_LENGTH.parse("2147483648")).isEqualTo(1L << 31);
    assertThatThrownBy(() -> RagflowKeys.MAX_CONTENT_LENGTH.parse("2G"))
        .hasMessageContaining("bytes");
  }

  @Test
  void a_type_map_adds_to_its_default() {
    TypeMap map = RagflowKeys.TYPE_MAP.parse("proto:txt, .MARKDOWN:.md log:skip");
    assertThat(map.appendedTo("proto")).contains("txt");
    assertThat(map.appendedTo("markdown")).contains("md");
    assertThat(map.appendedTo("yaml")).contains("txt");
    assertThat(map.appendedTo("none")).contains("txt");
    assertThat(map.appendedTo("log")).isEmpty();
    assertThat(TypeMap.parse(map + "").appendedTo("rst")).contains("txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log | not a pair",
        "log: | not a pair",
        "log:txt:md | not a pair",
        "log:exe | does not take .exe",
        "pdf:txt | takes .pdf files as they are",
      })
  void a_type_map_that_is_none_is_explained(String written, String explanation) {
    assertThatThrownBy(() -> RagflowKeys.TYPE_MAP.parse(written)).hasMessageContaining(explanation);
  }

  @Test
  void the_default_of_the_type_map_is_itself_valid() {
    String text = RagflowKeys.TYPE_MAP.defaultText().orElseThrow();
    assertThat(RagflowKeys.TYPE_MAP.parse(text)).hasToString(text);
  }
}
