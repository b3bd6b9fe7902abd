package io.kbsync.core.config;

import static io.kbsync.core.config.ConfigFiles.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {

  @TempDir Path folder;

  private ConfigFiles files;

  @BeforeEach
  void files() {
    files = new ConfigFiles(folder);
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
    assertThatThrownBy(() -> files.read(text))
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
        .hasMessageContaining(
            "config: ragflowDatasetId: There is no value. Write ragflowDatasetId=…");
  }

  @Test
  void both_lists_broken_are_both_told() {
    assertThatThrownBy(() -> files.read(TEMPLATE.replace("List=", "List=*")))
        .hasMessageContaining("config:1: whiteList: ")
        .hasMessageContaining("config:2: blackList: ");
  }

  @Test
  void an_empty_file_says_what_every_job_needs() {
    assertThatThrownBy(() -> files.read(""))
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
    assertThatThrownBy(() -> files.read(text + key + "=x\n"))
        .hasMessageContaining("config:10: " + key + ": There is no such key. Did you mean ");
  }

  @Test
  void any_other_unknown_key_is_a_warning() throws Exception {
    assertThat(files.read(TEMPLATE + "somethingElse=tops3cret\n").warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains("somethingElse", "line 11")
                    .doesNotContain("tops3cret"));
  }

  @Test
  void a_filter_s_own_refusal_is_a_problem_of_its_key() {
    assertThatThrownBy(() -> files.read(TEMPLATE + "longestName=0\n"))
        .hasMessage("config:11: longestName: No name is that short. Write 1 or more");
  }

  @Test
  void a_list_s_slow_entries_are_warned_of() throws Exception {
    assertThat(files.read(TEMPLATE.replace("blackList=", "blackList=a(?=b)")).warnings())
        .anySatisfy(warning -> assertThat(warning).startsWith("blackList: The entry a(?=b)"));
  }

  @Test
  void references_that_lead_nowhere_are_explained() throws Exception {
    Files.writeString(folder.resolve("two"), "a\nb\n");
    Files.writeString(folder.resolve("none"), "\n");
    assertThatThrownBy(
            () ->
                files.read(
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
    Path file = files.write("config", TEMPLATE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(files.read(file).warnings())
        .singleElement()
        .asString()
        .contains("chmod 600 '" + file + "'");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(files.read(file).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", "a\\b", ".x"})
  void a_job_s_name_is_fit_for_a_file(String name) {
    assertThatThrownBy(() -> files.read(TEMPLATE + "job=" + name + "\n"))
        .hasMessageContaining("config:11: job: A file is named after the job");
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
    assertThatThrownBy(() -> files.read(TEMPLATE + line + "\n"))
        .hasMessageStartingWith("config:11: ")
        .hasMessageContaining(remedy);
  }
}
