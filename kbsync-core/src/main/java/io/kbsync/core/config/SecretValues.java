package io.kbsync.core.config;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.core.plugin.Connectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the values that must never be printed. */
final class SecretValues {

  private static final String BEARER = "Bearer ";

  private SecretValues() {}

  /** Those of every secret key that is known, also of connectors that take no part. */
  static List<String> of(Connectors connectors, Map<String, FlatConfig.Entry> entries) {
    return names(connectors).stream()
        .flatMap(name -> Optional.ofNullable(entries.get(name)).stream())
        .map(FlatConfig.Entry::value)
        .flatMap(SecretValues::parts)
        .filter(value -> !value.isEmpty())
        .distinct()
        .toList();
  }

  static Set<String> names(Connectors connectors) {
    return connectors
        .specs()
        .flatMap(spec -> spec.keys().stream())
        .filter(ConfigKey::secret)
        .map(ConfigKey::name)
        .collect(Collectors.toSet());
  }

  private static Stream<String> parts(String value) {
    boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? Stream.of(value, value.substring(BEARER.length()).strip()) : Stream.of(value);
  }
}
