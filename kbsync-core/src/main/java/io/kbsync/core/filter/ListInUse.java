package io.kbsync.core.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One list during one run: what its entries met so far. Used by one thread. */
final class ListInUse {

  private static final int FOLDERS_REMEMBERED = 1000;

  private final String name;
  private final boolean hitsWhenItGivesUp;
  private final String treatment;
  private final PathPatterns patterns;
  private final Set<PathEntry> unmatched;
  private final NearestPaths nearest = new NearestPaths();
  private final Map<PathEntry, String> gaveUpOn = new LinkedHashMap<>();
  private final List<PathForms> notEntered = new ArrayList<>();

  private ListInUse(
      String name, PathPatterns patterns, boolean hitsWhenItGivesUp, String treatment) {
    this.name = name;
    this.patterns = patterns;
    this.hitsWhenItGivesUp = hitsWhenItGivesUp;
    this.treatment = treatment;
    this.unmatched = new LinkedHashSet<>(patterns.entries());
  }

  static ListInUse whiteList(PathPatterns patterns) {
    return new ListInUse("whiteList", patterns, false, "not wanted");
  }

  static ListInUse blackList(PathPatterns patterns) {
    return new ListInUse("blackList", patterns, true, "unwanted");
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /**
   * The entry that a path meets; entries that have met nothing yet get their chance in any case.
   *
   * @param above the entry that a folder above meets already
   */
  @Nullable PathEntry hit(PathForms path, @Nullable PathEntry above) {
    PathEntry hit = above;
    for (PathEntry entry : patterns.entries()) {
      if (hit != null && !unmatched.contains(entry)) {
        continue;
      }
      if (meets(entry, path) && hit == null) {
        hit = entry;
      }
    }
    return hit;
  }

  boolean mayMeanSomethingBelow(PathForms folder) {
    return patterns.entries().stream().anyMatch(entry -> entry.mayMeanSomethingBelow(folder));
  }

  /** Says that nothing below this folder will be seen. */
  void isNotEntered(PathForms folder) {
    if (notEntered.size() < FOLDERS_REMEMBERED) {
      notEntered.add(folder);
    }
  }

  /** To be asked when everything was seen. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    gaveUpOn.forEach(
        (entry, path) ->
            warnings.add(
                ("%s: the entry %s takes too long, on %s for one: such paths count as %s. Write it"
                        + " simpler")
                    .formatted(name, entry, path, treatment)));
    unmatched.stream()
        .filter(entry -> !liesWhereNobodyLooked(entry))
        .map(this::matchedNothing)
        .forEach(warnings::add);
    return warnings;
  }

  private boolean meets(PathEntry entry, PathForms path) {
    return switch (entry.compare(path)) {
      case MATCH -> {
        unmatched.remove(entry);
        yield true;
      }
      case GAVE_UP -> {
        unmatched.remove(entry);
        gaveUpOn.putIfAbsent(entry, path.shown());
        yield hitsWhenItGivesUp;
      }
      case NO_MATCH -> {
        see(entry, path);
        yield false;
      }
    };
  }

  private void see(PathEntry entry, PathForms path) {
    if (unmatched.contains(entry)) {
      nearest.see(entry, path);
    }
  }

  private boolean liesWhereNobodyLooked(PathEntry entry) {
    return entry.looksLiteral()
        && notEntered.stream().anyMatch(folder -> entry.mayMeanSomethingBelow(folder));
  }

  private String matchedNothing(PathEntry entry) {
    Optional<String> near = nearest.to(entry);
    return "%s: the entry %s matched nothing. %s"
        .formatted(
            name,
            entry,
            near.map(path -> "The nearest path is " + path)
                .orElse("Check it against the path that the source's own client shows"));
  }
}
