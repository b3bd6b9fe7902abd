package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A table in the documentation that a test makes: between {@code <!-- NAME -->} and {@code <!--
 * /NAME -->}.
 *
 * @param document its name below {@code docs/}
 * @param name between which comments it stands; {@code -DNAME.update=true} rewrites it
 * @param test the class that makes it
 */
public record DocumentedTable(String document, String name, Class<?> test) {

  /** The documentation shows exactly this table, or does so from now on if it is to be updated. */
  public void requireShown(String table) throws IOException {
    Path file = Path.of("..", "docs", document);
    String text = Files.readString(file);
    String begin = "<!-- " + name + " -->\n\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("\n<!-- /" + name + " -->");
    if (Boolean.getBoolean(name + ".update")) {
      Files.writeString(file, text.substring(0, from) + table + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to))
        .as(
            "the table '%s' in docs/%s; this rewrites it: mvn test -Dtest=%s -D%s.update=true -pl"
                + " kbsync-tests",
            name, document, test.getSimpleName(), name)
        .isEqualTo(table);
  }
}
