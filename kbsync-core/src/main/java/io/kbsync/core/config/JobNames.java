package io.kbsync.core.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The names of jobs, which are also names of files. */
final class JobNames {

  private static final int LONGEST_IN_BYTES = 100;
  private static final String REFUSED = "/\\:*?\"<>|";

  private JobNames() {}

  static String checked(String name) {
    if (name.chars().anyMatch(c -> REFUSED.indexOf(c) >= 0 || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "A file is named after the job: write a name without "
              + String.join(" ", REFUSED.split("")));
    }
    if (name.startsWith(".")) {
      throw new IllegalArgumentException(
          "A file is named after the job: write a name that does not begin with a dot");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_IN_BYTES) {
      throw new IllegalArgumentException(
          "A file is named after the job: write a name of at most " + LONGEST_IN_BYTES + " bytes");
    }
    return name;
  }

  /** The name of a configuration file without its ending. */
  static String of(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
