package io.kbsync.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatConfigTest {

  @TempDir Path folder;

  @Test
  void a_value_is_taken_literally_after_the_first_equals_sign_and_trimmed() throws Exception {
    assertThat(read("ragflowUrl =  http://h/?a=b \nwhiteList=a\\.b\\ c #d\n").values())
        .containsExactly(entry("ragflowUrl", "http://h/?a=b"), entry("whiteList", "a\\.b\\ c #d"));
  }

  @Test
  void blank_values_empty_lines_and_comments_are_fine() throws Exception {
    FlatConfig config = read("# first\n\nwhiteList=\n  # indented\n#job=x\nblackList =\n");
    assertThat(config.values()).containsExactly(entry("whiteList", ""), entry("blackList", ""));
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_are_fine() throws Exception {
    FlatConfig config = read("\uFEFFjob=报告\r\nsinkType=RagFlow\r\n");
    assertThat(config.values()).containsExactly(entry("job", "报告"), entry("sinkType", "RagFlow"));
    assertThat(config.line("sinkType")).isEqualTo(2);
    assertThat(config.line("other")).isZero();
  }

  @Test
  void a_key_that_stands_twice_is_an_error_that_names_both_lines() {
    assertThatThrownBy(() -> read("job=a\n#\njob=b\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("config:3: job: This key stands on line 1 and on line 3. Keep one of the two");
  }

  @Test
  void lines_that_are_no_values_are_told_all_at_once_without_their_text() {
    assertThatThrownBy(() -> read("tops3cret\n=tops3cret\njob＝x\n"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> assertThat(e.problems()).extracting(ConfigProblem::line).containsExactly(1, 2, 3))
        .hasMessageContaining("config:1: There is no '=' on this line")
        .hasMessageContaining("config:2: There is no key before '='")
        .hasMessageContaining("config:3: There is a full-width '＝'")
        .hasMessageNotContaining("tops3cret");
  }

  @Test
  void another_encoding_is_told_with_its_line() {
    byte[] gbk = "job=a\nwhiteList=报告\n".getBytes(Charset.forName("GBK"));
    assertThatThrownBy(() -> read(gbk))
        .hasMessageContaining("config:2: ")
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> read("job=a".getBytes(StandardCharsets.UTF_16)))
        .hasMessageContaining("UTF-16");
  }

  @Test
  void whatever_the_bytes_only_the_explained_error_comes() throws Exception {
    for (long seed = 0; seed < 500; seed++) {
      byte[] bytes = new byte[new Random(seed).nextInt(60)];
      new Random(seed).nextBytes(bytes);
      try {
        read(bytes);
      } catch (ConfigException e) {
        assertThat(e.problems()).as("seed %d", seed).isNotEmpty();
      }
    }
  }

  @Test
  void a_missing_file_is_told_with_its_whole_path_and_what_to_do() {
    Path missing = folder.resolve("config");
    assertThatThrownBy(() -> FlatConfig.read(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config: There is no file " + missing)
        .hasMessageContaining("--config");
  }

  @Test
  void a_folder_is_told_as_such() {
    assertThatThrownBy(() -> FlatConfig.read(folder)).hasMessageContaining("is a folder");
  }

  @Test
  void a_file_of_another_kind_is_not_read_to_its_end() throws Exception {
    Path large = Files.write(folder.resolve("config"), new byte[2_000_000]);
    assertThatThrownBy(() -> FlatConfig.read(large)).hasMessageContaining("larger than 1 MB");
  }

  @Test
  void values_without_a_file_are_trimmed_too() {
    assertThat(FlatConfig.of(Map.of("job", " a ")).values()).containsExactly(entry("job", "a"));
  }

  private FlatConfig read(String text) throws IOException, ConfigException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private FlatConfig read(byte[] bytes) throws IOException, ConfigException {
    return FlatConfig.read(Files.write(folder.resolve("config"), bytes));
  }
}
