package io.kbsync.core.filter;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entries of a list as people write it. Immutable. */
public final class PathPatterns {

  /** An empty list. */
  public static final PathPatterns NONE = new PathPatterns(ImmutableList.of());

  private final ImmutableList<PathEntry> entries;

  private PathPatterns(ImmutableList<PathEntry> entries) {
    this.entries = entries;
  }

  /**
   * Reads entries separated by spaces; {@code "\ "} is a space inside one, every other backslash
   * stays.
   *
   * @throws IllegalArgumentException when an entry is no regular expression; the message explains
   *     every such entry
   */
  public static PathPatterns parse(String text) {
    List<EntrySyntax.Reading> readings =
        EntrySyntax.split(text).stream().map(EntrySyntax::read).toList();
    String problems =
        readings.stream()
            .flatMap(reading -> Stream.ofNullable(reading.problem()))
            .collect(Collectors.joining("\n"));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems);
    }
    return new PathPatterns(
        readings.stream()
            .flatMap(reading -> Stream.ofNullable(reading.entry()))
            .collect(ImmutableList.toImmutableList()));
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** What a person should know of these entries before anything is compared with them. */
  public List<String> warnings() {
    return entries.stream()
        .filter(PathEntry::guarded)
        .map(
            entry ->
                ("The entry %s uses what cannot be matched in linear time (lookaround, a"
                        + " back-reference or the like): it is matched in a slower way that gives"
                        + " up on a path after a while. Write it simpler, if you can")
                    .formatted(entry))
        .toList();
  }

  ImmutableList<PathEntry> entries() {
    return entries;
  }

  /** The entries as they were written. */
  @Override
  public String toString() {
    return entries.stream().map(PathEntry::written).collect(Collectors.joining(" "));
  }
}
