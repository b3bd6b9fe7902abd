package io.kbsync.core.filter;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.filter.Filter;
import io.kbsync.api.filter.FilterFactory;

/** The filter behind {@code whiteList} and {@code blackList}. */
public final class PathListFilterFactory implements FilterFactory {

  /** The paths that are wanted. */
  public static final ConfigKey<PathPatterns> WHITE_LIST =
      ConfigKey.of(
              "whiteList",
              "What is wanted: paths of files or folders, separated by spaces ('\\ ' is a space"
                  + " inside a path), as text or as regular expressions. Empty: everything.",
              PathPatterns::parse)
          .build();

  /** The paths that are not wanted, whatever else asks for them. */
  public static final ConfigKey<PathPatterns> BLACK_LIST =
      ConfigKey.of(
              "blackList",
              "What is not wanted, written like whiteList; wins over it.",
              PathPatterns::parse)
          .build();

  private static final ConfigSpec SPEC = ConfigSpec.builder().keys(WHITE_LIST, BLACK_LIST).build();

  @Override
  public String type() {
    return "paths";
  }

  @Override
  public ConfigSpec configSpec() {
    return SPEC;
  }

  @Override
  public Filter create(ConnectorConfig config) {
    return new PathListFilter(
        config.find(WHITE_LIST).orElse(PathPatterns.NONE),
        config.find(BLACK_LIST).orElse(PathPatterns.NONE));
  }
}
