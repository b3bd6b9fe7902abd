package io.kbsync.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyTableTest {

  private final KeyTable table = KeyTable.of(TestPlugins.connectors());

  @Test
  void every_key_is_described_with_its_default() {
    assertThat(table.lines())
        .contains("whiteList", "dingDingClientSecret (required, secret)")
        .containsSequence("ragflowParse (default: true)", "    Whether to parse | or not.")
        .contains("stateDir (default: kbsync-state)");
  }

  @Test
  void types_and_plans_say_which_there_are() {
    assertThat(table.lines())
        .anySatisfy(line -> assertThat(line).endsWith("Available: DingDing."))
        .anySatisfy(line -> assertThat(line).endsWith("Available: RagFlow."))
        .anySatisfy(
            line ->
                assertThat(line)
                    .endsWith("Available: append (Does append); mirror (Does mirror)."));
  }

  @Test
  void of_keys_of_one_name_the_first_is_described() {
    assertThat(table.lines()).containsOnlyOnce("proxy").containsSequence("proxy", "    A port.");
  }

  @Test
  void the_markdown_table_holds_a_row_for_each_key() {
    assertThat(table.markdown())
        .startsWith("| Key | Default | Meaning |\n| --- | --- | --- |\n")
        .contains("| `ragflowParse` | `true` | Whether to parse \\| or not. |\n")
        .contains("| `ragflowUrl` | required | The server. |\n");
    assertThat(table.markdown().lines().count()).isEqualTo(2 + table.lines().size() / 2);
  }

  @Test
  void the_template_holds_the_keys_a_job_cannot_do_without() {
    assertThat(ConfigTemplate.text(new TestPlugins.DingTalk(), new TestPlugins.Ragflow()))
        .isEqualTo(
            """
            whiteList=
            blackList=
            sinkType=RagFlow
            sourceType=DingDing
            ragflowUrl=
            ragflowApiKey=
            ragflowDatasetId=
            dingDingClientId=
            dingDingClientSecret=
            dingDingUserId=
            """);
  }
}
