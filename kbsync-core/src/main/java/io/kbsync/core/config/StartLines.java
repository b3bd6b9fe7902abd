package io.kbsync.core.config;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.core.filter.PathListFilterFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration as it is shown at the start, in the words people know. */
final class StartLines {

  private StartLines() {}

  static List<String> of(Binding binding) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "config SourceType=%s, SinkType=%s"
            .formatted(binding.source().type(), binding.sink().type()));
    Stream.of(
            List.<List<ConfigKey<?>>>of(
                List.of(PathListFilterFactory.WHITE_LIST, PathListFilterFactory.BLACK_LIST)),
            binding.sink().configSpec().startLines(),
            binding.source().configSpec().startLines())
        .flatMap(List::stream)
        .map(keys -> line(keys, binding.values()))
        .forEach(lines::add);
    return List.copyOf(lines);
  }

  private static String line(List<ConfigKey<?>> keys, BoundConfig values) {
    return keys.stream()
        .map(key -> key + "=" + values.shown(key))
        .collect(Collectors.joining(", ", "config ", ""));
  }
}
