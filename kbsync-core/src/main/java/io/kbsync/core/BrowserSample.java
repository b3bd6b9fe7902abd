package io.kbsync.core;

import io.kbsync.api.source.WayCheck;
import java.util.List;

/**
 * How the source's ways over a browser did with one file. Immutable.
 *
 * @param path of the file, for people
 * @param ways each of them, tried by itself
 * @param problem why the file could not be tried; empty when it could
 */
public record BrowserSample(String path, List<WayCheck> ways, String problem) {

  public BrowserSample {
    ways = List.copyOf(ways);
  }

  /** Whether the file came every way. */
  public boolean isGood() {
    return problem.isEmpty() && ways.stream().allMatch(WayCheck::works);
  }
}
