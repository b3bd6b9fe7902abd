package io.kbsync.core.config;

import static io.kbsync.core.config.ConfigFiles.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.filter.FilterFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobConfigTest {

  @TempDir Path folder;

  private ConfigFiles files;

  @BeforeEach
  void files() {
    files = new ConfigFiles(folder);
  }

  @Test
  void the_template_as_people_have_it_is_read() throws Exception {
    JobConfig job = files.read(TEMPLATE);
    assertThat(job.source()).isInstanceOf(TestPlugins.DingTalk.class);
    assertThat(job.sink()).isInstanceOf(TestPlugins.Ragflow.class);
    assertThat(job.plan().name()).isEqualTo("mirror");
    assertThat(job.filters()).isEmpty();
    assertThat(job.values().get(TestPlugins.USER_ID)).isEqualTo("012713339815010");
    assertThat(job.values().get(TestPlugins.CLIENT_SECRET).reveal()).isEqualTo("sa4vI-xrJT");
    assertThat(job.values().get(TestPlugins.PARSE)).isTrue();
    assertThat(job.values().find(CoreKeys.SYNC_INTERVAL)).isEmpty();
    assertThat(job.file()).contains(folder.resolve("config"));
  }

  @Test
  void the_start_lines_are_the_ones_people_know_with_secrets_masked() throws Exception {
    assertThat(files.read(TEMPLATE).startLines())
        .containsExactly(
            "config SourceType=DingDing, SinkType=RagFlow",
            "config whiteList=, blackList=",
            "config ragflowUrl=http://ragflow.example, ragflowApiKey=Bearer ragflow****",
            "config ragflowDatasetId=b2af7c4c56f511f0",
            "config dingDingClientId=ding****, dingDingClientSecret=****",
            "config dingDingUserId=012713339815010");
  }

  @Test
  void types_and_plan_are_matched_ignoring_case() throws Exception {
    JobConfig job =
        files.read(
            TEMPLATE.replace("=RagFlow", "=ragflow").replace("=DingDing", "=DINGDING")
                + "syncPlan=Append\n");
    assertThat(job.startLines().get(0)).isEqualTo("config SourceType=DingDing, SinkType=RagFlow");
    assertThat(job.plan().name()).isEqualTo("append");
  }

  @Test
  void a_filter_takes_part_when_one_of_its_keys_is_set() throws Exception {
    JobConfig job = files.read(TEMPLATE.replace("whiteList=", "whiteList=Reports"));
    assertThat(job.filters()).extracting(FilterFactory::type).containsExactly("paths");
    assertThat(job.newFilters()).hasSize(1);
    assertThat(files.read(TEMPLATE + "longestName=9\n").filters())
        .extracting(FilterFactory::type)
        .containsExactly("names");
  }

  @Test
  void keys_of_one_name_are_read_by_each_plugin_in_its_own_way() throws Exception {
    JobConfig job = files.read(TEMPLATE + "proxy=8080\n");
    assertThat(job.values().get(TestPlugins.SOURCE_PROXY)).isEqualTo(8080);
    assertThat(job.values().get(TestPlugins.SINK_PROXY)).isEqualTo("8080");
  }

  @Test
  void values_may_stand_in_the_environment_and_in_files() throws Exception {
    files.setVariable("KEY", "Bearer ragflow-fromEnvironment");
    Files.writeString(folder.resolve("secret.txt"), "fromFile\n");
    JobConfig job =
        files.read(
            TEMPLATE
                .replaceAll("ragflowApiKey=.*", "ragflowApiKey=env:KEY")
                .replaceAll("ClientSecret=.*", "ClientSecret=file:secret.txt"));
    assertThat(job.values().get(TestPlugins.API_KEY)).isEqualTo("Bearer ragflow-fromEnvironment");
    assertThat(job.values().get(TestPlugins.CLIENT_SECRET).reveal()).isEqualTo("fromFile");
    assertThat(job.secretValues())
        .contains("Bearer ragflow-fromEnvironment", "ragflow-fromEnvironment", "fromFile");
  }

  @Test
  void an_entry_of_a_list_is_no_reference() throws Exception {
    files.setVariable("NAME", "other");
    JobConfig job = files.read(TEMPLATE.replace("whiteList=", "whiteList=env:NAME"));
    assertThat(job.startLines()).contains("config whiteList=env:NAME, blackList=");
  }

  @Test
  void secrets_are_listed_for_redaction_and_nothing_else() throws Exception {
    assertThat(files.read(TEMPLATE).secretValues())
        .containsExactlyInAnyOrder(
            "Bearer ragflow-RhMjQ1abcdef", "ragflow-RhMjQ1abcdef", "ding9nyetzwm", "sa4vI-xrJT");
  }

  @Test
  void no_value_shows_in_what_is_printed_by_accident() throws Exception {
    JobConfig job = files.read(TEMPLATE);
    assertThat(job + " " + job.values()).doesNotContain("sa4vI").doesNotContain("RhMjQ1");
  }

  @ParameterizedTest
  @CsvSource({"config, config", "sales.conf, sales", "a.b.conf, a.b", ".hidden, ''"})
  void the_job_is_named_after_the_file(String file, String job) throws Exception {
    Path path = Files.writeString(folder.resolve(file), TEMPLATE);
    if (job.isEmpty()) {
      assertThatThrownBy(() -> files.read(path)).hasMessageContaining(file + ": job: ");
    } else {
      assertThat(files.read(path).job()).isEqualTo(job);
    }
  }

  @Test
  void relative_paths_start_at_the_configuration_file() throws Exception {
    JobConfig job = files.read(TEMPLATE);
    assertThat(job.stateDirectory()).isEqualTo(folder.resolve("kbsync-state"));
    assertThat(job.logFile()).isEmpty();
    JobConfig other = files.read(TEMPLATE + "stateDir=/var/x\nlogFile=log/sync.log\nledgerDir=l\n");
    assertThat(other.stateDirectory()).isEqualTo(Path.of("/var/x"));
    assertThat(other.logFile()).contains(folder.resolve("log/sync.log"));
    assertThat(other.ledgerDirectory()).contains(folder.resolve("l"));
  }

  @Test
  void options_of_the_command_line_win_and_are_checked_like_the_file() throws Exception {
    JobConfig job = files.read(TEMPLATE + "syncInterval=1h\n");
    JobConfig changed = job.with(Map.of("syncInterval", "15m", "dingDingSource", "Drive"));
    assertThat(changed.values().get(CoreKeys.SYNC_INTERVAL)).isEqualTo(Duration.ofMinutes(15));
    assertThat(changed.values().find(TestPlugins.SOURCE)).contains("Drive");
    assertThat(job.values().get(CoreKeys.SYNC_INTERVAL)).isEqualTo(Duration.ofHours(1));
    assertThat(changed.with(Map.of("syncInterval", "")).values().find(CoreKeys.SYNC_INTERVAL))
        .isEmpty();
    assertThatThrownBy(() -> job.with(Map.of("syncInterval", "never")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("config: syncInterval: ");
  }

  @Test
  void a_program_may_do_without_a_file() throws Exception {
    Map<String, String> values =
        new HashMap<>(FlatConfig.read(files.write("config", TEMPLATE)).values());
    assertThatThrownBy(() -> JobConfig.of(values, folder, TestPlugins.connectors()))
        .hasMessageStartingWith("job: There is no value");
    values.put("job", "embedded");
    JobConfig job = JobConfig.of(values, folder, TestPlugins.connectors());
    assertThat(job.job()).isEqualTo("embedded");
    assertThat(job.file()).isEmpty();
    assertThat(job.stateDirectory()).isEqualTo(folder.resolve("kbsync-state"));
  }

  @Test
  void the_engine_s_own_values_are_read() throws Exception {
    JobConfig job = files.read(TEMPLATE + "transfers=3\nexisting=Beside\nmaxFileSize=100M\n");
    assertThat(job.values().get(CoreKeys.TRANSFERS)).isEqualTo(3);
    assertThat(job.values().get(CoreKeys.EXISTING)).isEqualTo(ExistingPolicy.BESIDE);
    assertThat(job.values().get(CoreKeys.MAX_FILE_SIZE)).isEqualTo(100L << 20);
  }

  @Test
  void asking_for_a_value_that_nobody_gave_is_a_defect_of_the_plugin() throws Exception {
    JobConfig job = files.read(TEMPLATE);
    assertThatThrownBy(() -> job.values().get(TestPlugins.SOURCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dingDingSource");
  }
}
