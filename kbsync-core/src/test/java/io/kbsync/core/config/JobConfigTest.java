package io.kbsync.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kbsync.api.filter.FilterFactory;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobConfigTest {

  private static final String TEMPLATE =
      """
      whiteList=
      blackList=
      sinkType=RagFlow
      sourceType=DingDing
      ragflowUrl=http://ragflow.example
      ragflowApiKey=Bearer ragflow-RhMjQ1abcdef
      ragflowDatasetId=b2af7c4c56f511f0
      dingDingClientId=ding9nyetzwm
      dingDingClientSecret=sa4vI-xrJT
      dingDingUserId=012713339815010
      """;

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void the_template_as_people_have_it_is_read() throws Exception {
    JobConfig job = read(TEMPLATE);
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
    assertThat(read(TEMPLATE).startLines())
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
        read(
            TEMPLATE.replace("=RagFlow", "=ragflow").replace("=DingDing", "=DINGDING")
                + "syncPlan=Append\n");
    assertThat(job.startLines().get(0)).isEqualTo("config SourceType=DingDing, SinkType=RagFlow");
    assertThat(job.plan().name()).isEqualTo("append");
  }

  @Test
  void a_filter_takes_part_when_one_of_its_keys_is_set() throws Exception {
    JobConfig job = read(TEMPLATE.replace("whiteList=", "whiteList=Reports"));
    assertThat(job.filters()).extracting(FilterFactory::type).containsExactly("paths");
    assertThat(job.newFilters()).hasSize(1);
    assertThat(read(TEMPLATE + "longestName=9\n").filters())
        .extracting(FilterFactory::type)
        .containsExactly("names");
  }

  @Test
  void all_problems_come_at_once_sorted_by_line() {
    String text =
        """
        syncInterval=soon
        whiteList=(a
        blckList=Secret
        sinkType=RagFlow
        sourceType=DingTak
        ragflowUrl=ftp://x
        ragflowApiKey=
        """;
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              assertThat(e.problems())
                  .extracting(ConfigProblem::line)
                  .containsExactly(1, 2, 3, 5, 6, 7, 0);
              assertThat(e.problems())
                  .extracting(ConfigProblem::key)
                  .containsExactly(
                      "syncInterval",
                      "whiteList",
                      "blckList",
                      "sourceType",
                      "ragflowUrl",
                      "ragflowApiKey",
                      "ragflowDatasetId");
            })
        .hasMessageContaining("config:1: syncInterval: 'soon' is no span of time")
        .hasMessageContaining("config:2: whiteList: The entry (a is no regular expression")
        .hasMessageContaining("config:3: blckList: There is no such key. Did you mean blackList?")
        .hasMessageContaining("config:5: sourceType: There is no source type 'DingTak'")
        .hasMessageContaining("Available: DingDing. Did you mean DingDing?")
        .hasMessageContaining("config:6: ragflowUrl: This is no URL")
        .hasMessageContaining("config:7: ragflowApiKey: There is no value")
        .hasMessageContaining("config: ragflowDatasetId: There is no value. Write a line");
  }

  @Test
  void both_lists_broken_are_both_told() {
    assertThatThrownBy(() -> read(TEMPLATE.replace("List=", "List=*")))
        .hasMessageContaining("config:1: whiteList: ")
        .hasMessageContaining("config:2: blackList: ");
  }

  @Test
  void an_empty_file_says_what_every_job_needs() {
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining("config: sinkType: There is no value")
        .hasMessageContaining("config: sourceType: There is no value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whitelist", "BlackLists", "balckList", "ragflowURL2", "dingDingUserld"})
  void a_key_within_two_letters_of_a_known_one_is_an_error(String key) {
    String text =
        TEMPLATE
            .lines()
            .filter(line -> !line.startsWith("whiteL"))
            .reduce("", (a, b) -> a + b + "\n");
    assertThatThrownBy(() -> read(text + key + "=x\n"))
        .hasMessageContaining("config:10: " + key + ": There is no such key. Did you mean ");
  }

  @Test
  void any_other_unknown_key_is_a_warning() throws Exception {
    assertThat(read(TEMPLATE + "somethingElse=tops3cret\n").warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains("somethingElse", "line 11")
                    .doesNotContain("tops3cret"));
  }

  @Test
  void a_filter_s_own_refusal_is_a_problem_of_its_key() {
    assertThatThrownBy(() -> read(TEMPLATE + "longestName=0\n"))
        .hasMessage("config:11: longestName: No name is that short. Write 1 or more");
  }

  @Test
  void a_list_s_slow_entries_are_warned_of() throws Exception {
    assertThat(read(TEMPLATE.replace("blackList=", "blackList=a(?=b)")).warnings())
        .anySatisfy(warning -> assertThat(warning).startsWith("blackList: The entry a(?=b)"));
  }

  @Test
  void keys_of_one_name_are_read_by_each_plugin_in_its_own_way() throws Exception {
    JobConfig job = read(TEMPLATE + "proxy=8080\n");
    assertThat(job.values().get(TestPlugins.SOURCE_PROXY)).isEqualTo(8080);
    assertThat(job.values().get(TestPlugins.SINK_PROXY)).isEqualTo("8080");
  }

  @Test
  void values_may_stand_in_the_environment_and_in_files() throws Exception {
    environment.put("KEY", "Bearer ragflow-fromEnvironment");
    Files.writeString(folder.resolve("secret.txt"), "fromFile\n");
    JobConfig job =
        read(
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
    environment.put("NAME", "other");
    JobConfig job = read(TEMPLATE.replace("whiteList=", "whiteList=env:NAME"));
    assertThat(job.startLines()).contains("config whiteList=env:NAME, blackList=");
  }

  @Test
  void references_that_lead_nowhere_are_explained() throws Exception {
    Files.writeString(folder.resolve("two"), "a\nb\n");
    Files.writeString(folder.resolve("none"), "\n");
    assertThatThrownBy(
            () ->
                read(
                    TEMPLATE
                        .replaceAll("ragflowUrl=.*", "ragflowUrl=env:NOT_SET")
                        .replaceAll("ragflowApiKey=.*", "ragflowApiKey=file:missing")
                        .replaceAll("DatasetId=.*", "DatasetId=file:two")
                        .replaceAll("UserId=.*", "UserId=file:none")
                        .replaceAll("Secret=.*", "Secret=file:\0")))
        .hasMessageContaining("config:5: ragflowUrl: The environment variable 'NOT_SET' is not set")
        .hasMessageContaining("config:6: ragflowApiKey: The file " + folder.resolve("missing"))
        .hasMessageContaining("config:7: ragflowDatasetId: The file")
        .hasMessageContaining("holds more than one line")
        .hasMessageContaining("config:9: dingDingClientSecret: 'file:' is followed by no path")
        .hasMessageContaining("config:10: dingDingUserId: The file")
        .hasMessageContaining("is empty");
  }

  @Test
  void a_file_that_others_may_read_and_that_holds_a_secret_is_warned_of() throws Exception {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    Path file = Files.writeString(folder.resolve("config"), TEMPLATE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(JobConfig.read(file, TestPlugins.connectors(), environment).warnings())
        .singleElement()
        .asString()
        .contains("chmod 600 '" + file + "'");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(JobConfig.read(file, TestPlugins.connectors(), environment).warnings()).isEmpty();
  }

  @Test
  void secrets_are_listed_for_redaction_and_nothing_else() throws Exception {
    assertThat(read(TEMPLATE).secretValues())
        .containsExactlyInAnyOrder(
            "Bearer ragflow-RhMjQ1abcdef", "ragflow-RhMjQ1abcdef", "ding9nyetzwm", "sa4vI-xrJT");
  }

  @Test
  void no_value_shows_in_what_is_printed_by_accident() throws Exception {
    JobConfig job = read(TEMPLATE);
    assertThat(job + " " + job.values()).doesNotContain("sa4vI").doesNotContain("RhMjQ1");
  }

  @ParameterizedTest
  @CsvSource({"config, config", "sales.conf, sales", "a.b.conf, a.b", ".hidden, ''"})
  void the_job_is_named_after_the_file(String file, String job) throws Exception {
    Path path = Files.writeString(folder.resolve(file), TEMPLATE);
    if (job.isEmpty()) {
      assertThatThrownBy(() -> JobConfig.read(path, TestPlugins.connectors(), environment))
          .hasMessageContaining(file + ": job: ");
    } else {
      assertThat(JobConfig.read(path, TestPlugins.connectors(), environment).job()).isEqualTo(job);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", "a\\b", ".x"})
  void a_job_s_name_is_fit_for_a_file(String name) {
    assertThatThrownBy(() -> read(TEMPLATE + "job=" + name + "\n"))
        .hasMessageContaining("config:11: job: A file is named after the job");
  }

  @Test
  void relative_paths_start_at_the_configuration_file() throws Exception {
    JobConfig job = read(TEMPLATE);
    assertThat(job.stateDirectory()).isEqualTo(folder.resolve("kbsync-state"));
    assertThat(job.logFile()).isEmpty();
    JobConfig other = read(TEMPLATE + "stateDir=/var/x\nlogFile=log/sync.log\nledgerDir=l\n");
    assertThat(other.stateDirectory()).isEqualTo(Path.of("/var/x"));
    assertThat(other.logFile()).contains(folder.resolve("log/sync.log"));
    assertThat(other.ledgerDirectory()).contains(folder.resolve("l"));
  }

  @Test
  void options_of_the_command_line_win_and_are_checked_like_the_file() throws Exception {
    JobConfig job = read(TEMPLATE + "syncInterval=1h\n");
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
    Map<String, String> values = new HashMap<>(FlatConfig.read(write(TEMPLATE)).values());
    assertThatThrownBy(() -> JobConfig.of(values, folder, TestPlugins.connectors()))
        .hasMessageStartingWith("job: There is no value");
    values.put("job", "embedded");
    JobConfig job = JobConfig.of(values, folder, TestPlugins.connectors());
    assertThat(job.job()).isEqualTo("embedded");
    assertThat(job.file()).isEmpty();
    assertThat(job.stateDirectory()).isEqualTo(folder.resolve("kbsync-state"));
  }

  @ParameterizedTest
  @CsvSource({
    "transfers=0, between 1 and 64",
    "transfers=many, between 1 and 64",
    "existing=delete, Write adopt or beside",
    "maxFileSize=big, 100M",
    "maxFileSize=0, out of range",
    "syncPlan=miror, Did you mean mirror?",
    "syncInterval=0s, out of range"
  })
  void wrong_values_say_what_to_write(String line, String remedy) {
    assertThatThrownBy(() -> read(TEMPLATE + line + "\n"))
        .hasMessageStartingWith("config:11: ")
        .hasMessageContaining(remedy);
  }

  @Test
  void the_engine_s_own_values_are_read() throws Exception {
    JobConfig job = read(TEMPLATE + "transfers=3\nexisting=Beside\nmaxFileSize=100M\n");
    assertThat(job.values().get(CoreKeys.TRANSFERS)).isEqualTo(3);
    assertThat(job.values().get(CoreKeys.EXISTING)).isEqualTo(ExistingPolicy.BESIDE);
    assertThat(job.values().get(CoreKeys.MAX_FILE_SIZE)).isEqualTo(100L << 20);
  }

  @Test
  void asking_for_a_value_that_nobody_gave_is_a_defect_of_the_plugin() throws Exception {
    JobConfig job = read(TEMPLATE);
    assertThatThrownBy(() -> job.values().get(TestPlugins.SOURCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dingDingSource");
  }

  private JobConfig read(String text) throws IOException, ConfigException {
    return JobConfig.read(write(text), TestPlugins.connectors(), environment);
  }

  private Path write(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("config"), text);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }
}
