package io.kbsync.core.filter;

import io.kbsync.core.spelling.Spelling;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what a mistyped entry was meant for, with bounded work. Used by one thread. */
final class NearestPaths {

  private static final int COMPARISONS = 500_000;
  private static final int LONGEST = 300;
  private static final int MOST_LETTERS = 8;
  private static final int LETTERS_PER_MISTAKE = 3;

  private final Map<PathEntry, Near> nearest = new HashMap<>();
  private int comparisons = COMPARISONS;

  private record Near(int distance, String path) {}

  /** Compares a path with an entry that it does not meet. */
  void see(PathEntry entry, PathForms path) {
    if (!entry.looksLiteral() || entry.literal().length() > LONGEST) {
      return;
    }
    for (String text : path.texts()) {
      compare(entry, text, path.shown());
      if (!entry.literal().contains("/")) {
        compare(entry, text.substring(text.lastIndexOf('/') + 1), path.shown());
      }
    }
  }

  Optional<String> to(PathEntry entry) {
    return Optional.ofNullable(nearest.get(entry)).map(Near::path);
  }

  private void compare(PathEntry entry, String text, String shown) {
    Near best = nearest.get(entry);
    int limit = best == null ? limit(entry.literal()) : best.distance() - 1;
    int lengths = Math.abs(text.length() - entry.literal().length());
    if (limit < 0 || lengths > limit || comparisons <= 0) {
      return;
    }
    comparisons--;
    int distance = Spelling.distance(lower(entry.literal()), lower(text), limit);
    if (distance <= limit) {
      nearest.put(entry, new Near(distance, shown));
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static int limit(String text) {
    return Math.min(MOST_LETTERS, Math.max(1, text.length() / LETTERS_PER_MISTAKE));
  }
}
