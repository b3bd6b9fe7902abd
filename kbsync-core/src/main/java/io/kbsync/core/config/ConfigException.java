package io.kbsync.core.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that no job can be made of. The message lists everything that is wrong. */
public final class ConfigException extends Exception {

  /** One thing that is wrong with the value of a key, found out after the file was read. */
  public static ConfigException ofKey(String key, String message) {
    return of("", List.of(new ConfigProblem(0, key, message)));
  }

  private static final Comparator<ConfigProblem> BY_LINE =
      Comparator.comparingInt(problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line());

  private final transient List<ConfigProblem> problems;

  private ConfigException(String message, List<ConfigProblem> problems) {
    super(message);
    this.problems = problems;
  }

  /**
   * @param fileName the file's name as people know it; empty when there is no file
   */
  static ConfigException of(String fileName, List<ConfigProblem> problems) {
    List<ConfigProblem> sorted = problems.stream().distinct().sorted(BY_LINE).toList();
    String message =
        sorted.stream()
            .map(problem -> problem.text(fileName))
            .collect(Collectors.joining(System.lineSeparator()));
    return new ConfigException(message, sorted);
  }

  /** Sorted by line; what stands on no line comes last. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
