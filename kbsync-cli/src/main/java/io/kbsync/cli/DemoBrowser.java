package io.kbsync.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Chrome or Chromium, if this machine has one that a demonstration can show. */
final class DemoBrowser {

  private static final String CHROME = "/opt/google/chrome/chrome";
  private static final List<String> NAMES =
      List.of("google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser");

  private DemoBrowser() {}

  static Optional<Path> find(Map<String, String> environment) {
    Stream<Path> onPath =
        NAMES.stream()
            .flatMap(
                name ->
                    Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)));
    return Stream.concat(Stream.of(Path.of(CHROME)), onPath)
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
