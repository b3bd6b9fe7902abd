package io.kbsync.source.dingtalk.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the browser: the configured one, else Google Chrome, else Chromium on the PATH, else
 * Playwright's own. Reads the file system only.
 */
final class BrowserLocator {

  private static final List<String> CHROME =
      List.of("google-chrome", "google-chrome-stable", "chrome");
  private static final List<String> CHROMIUM = List.of("chromium", "chromium-browser");
  private static final Pattern OS_ID = Pattern.compile("(?m)^(?:ID|ID_LIKE)=\"?([^\"\\n]*)\"?$");

  private final Map<String, String> environment;
  private final Path fileSystem;

  /**
   * @param environment the variables of the process
   * @param fileSystem the folder that stands for {@code /}
   */
  BrowserLocator(Map<String, String> environment, Path fileSystem) {
    this.environment = Map.copyOf(environment);
    this.fileSystem = fileSystem;
  }

  /** Of this machine. */
  static BrowserLocator system() {
    return new BrowserLocator(System.getenv(), Path.of("/"));
  }

  /**
   * An executable file.
   *
   * @throws BrowserMissingException with what to install; or that the configured one is none
   */
  Path find(Optional<Path> configured) throws BrowserMissingException {
    if (configured.isPresent()) {
      Path path = configured.get();
      if (!isProgram(path)) {
        throw new BrowserMissingException(
            "chromePath=" + path + " is no program. Write the path of Google Chrome or Chromium");
      }
      return path;
    }
    return googleChrome()
        .or(() -> onPath(CHROMIUM))
        .or(this::playwrightsOwn)
        .orElseThrow(() -> new BrowserMissingException(advice()));
  }

  private Optional<Path> googleChrome() {
    return Stream.of(
            "opt/google/chrome/chrome",
            "Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
        .map(fileSystem::resolve)
        .filter(BrowserLocator::isProgram)
        .findFirst()
        .or(() -> onPath(CHROME));
  }

  private Optional<Path> onPath(List<String> names) {
    List<String> folders =
        List.of(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)));
    return names.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder).resolve(name)))
        .filter(BrowserLocator::isProgram)
        .findFirst();
  }

  private Optional<Path> playwrightsOwn() {
    String home = environment.get("HOME");
    Path browsers =
        environment.containsKey("PLAYWRIGHT_BROWSERS_PATH")
            ? Path.of(environment.get("PLAYWRIGHT_BROWSERS_PATH"))
            : home == null ? null : Path.of(home, ".cache", "ms-playwright");
    if (browsers == null || !Files.isDirectory(browsers)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(browsers, 3)) {
      return files
          .filter(file -> file.endsWith("chrome") && file.toString().contains("chromium-"))
          .filter(BrowserLocator::isProgram)
          .max(Path::compareTo);
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  private String advice() {
    return "There is no Google Chrome and no Chromium on this machine. Install one: "
        + installCommand()
        + " (or set chromePath to the program)";
  }

  private String installCommand() {
    Matcher ids = OS_ID.matcher(osRelease());
    StringBuilder all = new StringBuilder(" ");
    while (ids.find()) {
      all.append(ids.group(1)).append(' ');
    }
    String distribution = all.toString();
    if (distribution.contains(" ubuntu ")) {
      return "sudo snap install chromium";
    } else if (distribution.contains(" debian ")) {
      return "sudo apt-get install chromium";
    } else if (distribution.contains(" fedora ") && !distribution.contains(" rhel ")) {
      return "sudo dnf install chromium";
    } else if (distribution.contains(" rhel ") || distribution.contains(" centos ")) {
      return "sudo dnf install epel-release && sudo dnf install chromium";
    } else if (distribution.contains("suse")) {
      return "sudo zypper install chromium";
    } else if (distribution.contains(" arch ")) {
      return "sudo pacman -S chromium";
    } else if (distribution.contains(" alpine ")) {
      return "sudo apk add chromium";
    }
    return "Google Chrome from google.com/chrome";
  }

  private String osRelease() {
    try {
      return Files.readString(fileSystem.resolve("etc/os-release"));
    } catch (IOException e) {
      return "";
    }
  }
}
