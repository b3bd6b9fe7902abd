package io.kbsync.core.config;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.source.SourceFactory;
import io.kbsync.core.filter.PathListFilterFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of a new configuration file. Pure. */
public final class ConfigTemplate {

  private ConfigTemplate() {}

  /**
   * The lists, the types and what source and sink cannot do without, ready to be filled in.
   *
   * @return lines that each end in {@code \n}
   */
  public static String text(SourceFactory source, SinkFactory sink) {
    Stream<String> lists =
        Stream.of(PathListFilterFactory.WHITE_LIST + "=", PathListFilterFactory.BLACK_LIST + "=");
    Stream<String> types =
        Stream.of(
            CoreKeys.SINK_TYPE + "=" + sink.type(), CoreKeys.SOURCE_TYPE + "=" + source.type());
    Stream<String> values =
        Stream.of(sink.configSpec().keys(), source.configSpec().keys())
            .flatMap(List::stream)
            .filter(ConfigKey::required)
            .map(key -> key + "=");
    return Stream.of(lists, types, values)
        .flatMap(lines -> lines)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
