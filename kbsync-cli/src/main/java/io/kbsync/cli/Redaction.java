package io.kbsync.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The last defence of secrets: whatever is written passes here, and known values are masked. Code
 * that keeps secrets out of messages comes first; this is for what it overlooks. Thread-safe.
 */
final class Redaction {

  /** Shorter values are ordinary words: masking them would make other text unreadable. */
  private static final int SHORTEST = 4;

  private static final String MASK = "****";

  private volatile List<String> secrets = List.of();

  /** Masks these values from now on, also in the form they take in a URL. */
  void hide(Collection<String> values) {
    secrets =
        values.stream()
            .flatMap(Redaction::spellings)
            .filter(spelling -> spelling.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String apply(String text) {
    String safe = text;
    for (String secret : secrets) {
      safe = safe.replace(secret, MASK);
    }
    return safe;
  }

  private static Stream<String> spellings(String value) {
    String bare = value.startsWith("Bearer ") ? value.substring("Bearer ".length()).trim() : value;
    return Stream.of(value, bare, URLEncoder.encode(bare, StandardCharsets.UTF_8));
  }
}
