package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.config.ConfigTemplate;
import io.kbsync.core.config.KeyTable;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.plugin.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the READMEs say of keys, links and commands is true. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");
  private static final String ENGLISH = "README.md";
  private static final String CHINESE = "README.zh-CN.md";
  private static final String BEGIN = "<!-- keys -->\n\n";
  private static final String END = "\n<!-- /keys -->";
  private static final Pattern TEMPLATE = Pattern.compile("(?s)```properties\n(.*?)```");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void the_table_of_keys_is_the_program_s() throws Exception {
    String table = KeyTable.of(bundled()).markdown();
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(ROOT.resolve(ENGLISH), withTable(text(ENGLISH), table));
    }
    assertThat(table(text(ENGLISH)))
        .as(
            "the keys in README.md; this rewrites them: mvn test -Dtest=ReadmeTest"
                + " -Dreadme.update=true -pl kbsync-cli")
        .isEqualTo(table);
  }

  @Test
  void the_chinese_table_holds_the_same_keys_and_defaults() throws Exception {
    assertThat(keysAndDefaults(table(text(CHINESE)).replace("| 必填 |", "| required |")))
        .as("the keys in README.zh-CN.md, whose words are translated by hand")
        .isEqualTo(keysAndDefaults(KeyTable.of(bundled()).markdown()));
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void the_template_has_the_keys_of_a_new_file(String readme) throws Exception {
    Connectors connectors = bundled();
    String template =
        ConfigTemplate.text(connectors.source("DingDing"), connectors.sink("RagFlow"));
    String shown =
        TEMPLATE.matcher(text(readme)).results().map(m -> m.group(1)).findFirst().orElse("");

    assertThat(names(shown)).containsExactlyInAnyOrderElementsOf(names(template));
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void every_link_leads_somewhere(String readme) throws IOException {
    assertThat(LINK.matcher(text(readme)).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  /** The connectors that are shipped; on the class path of tests is an example's, too. */
  private static Connectors bundled() throws PluginException {
    Connectors all = Connectors.discover(ReadmeTest.class.getClassLoader());
    return Connectors.of(
        shipped(all.sources()), shipped(all.sinks()), shipped(all.filters()), all.plans());
  }

  private static <T> List<T> shipped(List<T> factories) {
    return factories.stream()
        .filter(factory -> !factory.getClass().getPackageName().startsWith("io.kbsync.examples"))
        .toList();
  }

  private static String text(String readme) throws IOException {
    return Files.readString(ROOT.resolve(readme));
  }

  private static String table(String text) {
    return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
  }

  private static String withTable(String text, String table) {
    return text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
        + table
        + text.substring(text.indexOf(END));
  }

  private static List<String> keysAndDefaults(String table) {
    Function<String, String> twoCells = row -> row.replaceAll("^(\\|[^|]*\\|[^|]*\\|).*", "$1");
    return table.lines().skip(2).map(twoCells).toList();
  }

  private static List<String> names(String config) {
    return config.lines().map(line -> line.replaceFirst("=.*", "")).toList();
  }
}
