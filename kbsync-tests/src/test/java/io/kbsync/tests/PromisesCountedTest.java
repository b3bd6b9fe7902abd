package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation counts the cases of the promises as they are. */
class PromisesCountedTest {

  private static final Path ROOT = Path.of("..");
  private static final String PACKAGE = "io.kbsync.tests.promises";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\|.*\\| `(\\w+)` \\| (\\d+) cases \\|.*\\|$");
  private static final Pattern SUM =
      Pattern.compile("(?m)^\\|.*\\| `" + Pattern.quote(PACKAGE) + "` \\| (\\d+) \\|$");

  @Test
  void each_row_of_the_promises_says_how_many_cases_its_test_has() throws Exception {
    assertThat(documented()).isNotEmpty().isEqualTo(counted(documented().keySet().stream()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void a_readme_says_how_many_cases_these_rows_have_together(String readme) throws Exception {
    Matcher sum = SUM.matcher(Files.readString(ROOT.resolve(readme)));

    assertThat(sum.find()).isTrue();
    assertThat(Integer.parseInt(sum.group(1)))
        .isEqualTo(documented().values().stream().mapToInt(Integer::intValue).sum());
  }

  /** By test: the cases that docs/reliability.md tells of. */
  private static Map<String, Integer> documented() throws IOException {
    Map<String, Integer> cases = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/reliability.md")));
    while (row.find()) {
      if (Files.exists(source(row.group(1)))) {
        cases.put(row.group(1), Integer.valueOf(row.group(2)));
      }
    }
    return cases;
  }

  private static Path source(String test) {
    return Path.of("src/test/java", PACKAGE.replace('.', '/'), test + ".java");
  }

  private static Map<String, Integer> counted(Stream<String> tests) throws Exception {
    Map<String, Integer> cases = new TreeMap<>();
    for (String test : tests.toList()) {
      int count = 0;
      for (Method method : Class.forName(PACKAGE + "." + test).getDeclaredMethods()) {
        count += cases(method);
      }
      cases.put(test, count);
    }
    return cases;
  }

  private static int cases(Method method) {
    ValueSource values = method.getAnnotation(ValueSource.class);
    if (values != null) {
      return values.strings().length;
    }
    return method.isAnnotationPresent(Test.class) ? 1 : 0;
  }
}
