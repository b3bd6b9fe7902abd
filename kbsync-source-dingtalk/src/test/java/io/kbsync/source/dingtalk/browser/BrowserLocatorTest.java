package io.kbsync.source.dingtalk.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserLocatorTest {

  @TempDir private Path machine;

  @Test
  void the_configured_one_comes_first_then_chrome_then_chromium() throws Exception {
    Path chromium = program("usr/bin/chromium");
    assertThat(find(Optional.empty())).isEqualTo(chromium);
    Path chrome = program("opt/google/chrome/chrome");
    assertThat(find(Optional.empty())).isEqualTo(chrome);
    Path own = program("home/own-chrome");
    assertThat(find(Optional.of(own))).isEqualTo(own);
  }

  @Test
  void playwright_s_own_serves_as_the_last() throws Exception {
    Path own = program("home/.cache/ms-playwright/chromium-1200/chrome-linux/chrome");
    assertThat(find(Optional.empty())).isEqualTo(own);
  }

  @Test
  void a_configured_path_that_is_no_program_is_named() {
    assertThatThrownBy(() -> find(Optional.of(machine.resolve("nothing"))))
        .isInstanceOf(BrowserMissingException.class)
        .hasMessageContaining("chromePath=")
        .hasMessageContaining("nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "debian,,sudo apt-get install chromium",
    "ubuntu,debian,sudo snap install chromium",
    "fedora,,sudo dnf install chromium",
    "rocky,rhel centos fedora,epel-release",
    "opensuse-leap,suse opensuse,sudo zypper install chromium",
    "arch,,sudo pacman -S chromium",
    "alpine,,sudo apk add chromium",
    "strange,,google.com/chrome"
  })
  void where_there_is_none_the_command_of_the_distribution_is_told(
      String id, String like, String command) throws Exception {
    Path release = machine.resolve("etc/os-release");
    Files.createDirectories(release.getParent());
    Files.writeString(
        release, "ID=" + id + "\n" + (like == null ? "" : "ID_LIKE=\"" + like + "\"\n"));
    assertThatThrownBy(() -> find(Optional.empty()))
        .isInstanceOf(BrowserMissingException.class)
        .hasMessageContaining(command)
        .hasMessageContaining("chromePath");
  }

  private Path find(Optional<Path> configured) throws BrowserMissingException {
    Map<String, String> environment =
        Map.of("PATH", machine + "/usr/bin", "HOME", machine + "/home");
    return new BrowserLocator(environment, machine).find(configured);
  }

  private Path program(String path) throws Exception {
    Path file = machine.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
