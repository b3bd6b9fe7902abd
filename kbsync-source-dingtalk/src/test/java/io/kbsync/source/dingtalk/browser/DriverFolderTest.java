package io.kbsync.source.dingtalk.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverFolderTest {

  @TempDir private Path folder;

  @Test
  void the_driver_is_unpacked_once_with_the_program_that_came_with_it() throws Exception {
    Path place = folder.resolve("cache");
    DriverFolder driver = driver(Map.of(), place);
    Path unpacked = driver.unpacked();
    assertThat(unpacked.resolve("package/cli.js")).exists();
    assertThat(unpacked.resolve("node")).isExecutable();
    var before = Files.getLastModifiedTime(unpacked.resolve("package/cli.js"));
    assertThat(driver(Map.of(), place).unpacked()).isEqualTo(unpacked);
    assertThat(Files.getLastModifiedTime(unpacked.resolve("package/cli.js"))).isEqualTo(before);
    try (var left = Files.list(place)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void where_the_first_place_cannot_be_written_the_next_one_serves() throws Exception {
    Path taken = Files.writeString(folder.resolve("file"), "no folder");
    DriverFolder driver =
        new DriverFolder(
            Map.of(),
            List.of(taken.resolve("cache"), folder.resolve("own")),
            DriverFolderTest.class.getClassLoader());
    assertThat(driver.unpacked()).startsWith(folder.resolve("own"));
  }

  @Test
  void a_node_of_the_machine_runs_it_otherwise() throws Exception {
    Path node = Files.writeString(folder.resolve("node"), "#!/bin/sh\n");
    assertThat(node.toFile().setExecutable(true)).isTrue();
    assertThat(driver(Map.of("PATH", folder.toString()), folder).nodeOfTheMachine())
        .isEqualTo(node);
    assertThat(driver(Map.of("PLAYWRIGHT_NODEJS_PATH", "/opt/node"), folder).nodeOfTheMachine())
        .isEqualTo(Path.of("/opt/node"));
    assertThatThrownBy(() -> driver(Map.of(), folder).nodeOfTheMachine())
        .isInstanceOf(BrowserMissingException.class)
        .hasMessageContaining("Node.js");
  }

  @Test
  void a_class_path_without_the_driver_is_told() throws Exception {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      DriverFolder driver = new DriverFolder(Map.of(), List.of(folder), empty);
      assertThatThrownBy(driver::unpacked)
          .isInstanceOf(BrowserMissingException.class)
          .hasMessageContaining("com.microsoft.playwright:driver");
    }
  }

  private static DriverFolder driver(Map<String, String> environment, Path place) {
    return new DriverFolder(environment, List.of(place), DriverFolderTest.class.getClassLoader());
  }
}
