package com.example.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes along when a program depends on the engine and the two connectors. */
class DependenciesTest {

  private static final long MEGABYTE = 1_000_000;
  private static final long MOST_BYTES = 25 * MEGABYTE;

  private final List<Path> jars =
      Stream.of(System.getProperty("runtime.classpath").split(File.pathSeparator))
          .map(Path::of)
          .toList();

  @Test
  void they_are_ours_and_few_megabytes() throws IOException {
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    System.out.printf(
        "What a program outside depends on: %d jars, %.1f MB%n",
        jars.size(), (double) bytes / MEGABYTE);

    assertThat(names()).anyMatch(name -> name.startsWith("kbsync-source-dingtalk-"));
    assertThat(bytes).as("bytes of %s", names()).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void there_is_one_okhttp_and_it_is_not_version_4() throws IOException {
    assertThat(jarsWith("okhttp3/OkHttpClient.class"))
        .singleElement()
        .asString()
        .startsWith("okhttp-jvm-5.");
    assertThat(names()).noneMatch(name -> name.matches("okhttp(-jvm)?-4\\..*"));
  }

  @Test
  void there_is_no_logging_backend() throws IOException {
    assertThat(jarsWith("ch/qos/logback/classic/Logger.class")).isEmpty();
    assertThat(jarsWith("META-INF/services/org.slf4j.spi.SLF4JServiceProvider")).isEmpty();
  }

  @Test
  void there_is_no_test_library() throws IOException {
    assertThat(jarsWith("org/junit/jupiter/api/Test.class")).isEmpty();
    assertThat(jarsWith("org/junit/Test.class")).isEmpty();
    assertThat(jarsWith("org/assertj/core/api/Assertions.class")).isEmpty();
    assertThat(jarsWith("mockwebserver3/MockWebServer.class")).isEmpty();
    assertThat(jarsWith("okhttp3/mockwebserver/MockWebServer.class")).isEmpty();
    assertThat(names()).noneMatch(name -> name.startsWith("kbsync-testkit-"));
  }

  @Test
  void there_is_no_browser_driver() {
    assertThat(names()).noneMatch(name -> name.startsWith("driver-bundle-"));
  }

  private List<String> names() {
    return jars.stream().map(jar -> jar.getFileName().toString()).toList();
  }

  private List<String> jarsWith(String entry) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        if (file.getEntry(entry) != null) {
          found.add(jar.getFileName().toString());
        }
      }
    }
    return found;
  }
}
