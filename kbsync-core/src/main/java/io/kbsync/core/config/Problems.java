package io.kbsync.core.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one configuration. Not thread-safe. */
final class Problems {

  private final List<ConfigProblem> found = new ArrayList<>();

  void add(int line, String key, String message) {
    found.add(new ConfigProblem(line, key, message));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  boolean concern(String key) {
    return found.stream().anyMatch(problem -> problem.key().equals(key));
  }

  ConfigException exception(String fileName) {
    return ConfigException.of(fileName, found);
  }
}
