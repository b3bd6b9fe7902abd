package io.kbsync.core.config;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.filter.FilterFactory;
import io.kbsync.api.plan.SyncPlanFactory;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.source.SourceFactory;
import io.kbsync.core.filter.PathListFilterFactory;
import io.kbsync.core.filter.PathPatterns;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.spelling.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the values of one configuration against the keys of everything that takes part. */
final class Binder {

  private static final int MISTYPED = 2;

  private final Connectors connectors;
  private final Map<String, FlatConfig.Entry> entries;
  private final Problems problems;
  private final BoundConfig values;
  private final List<String> warnings = new ArrayList<>();

  Binder(Connectors connectors, Map<String, FlatConfig.Entry> entries, Problems problems) {
    this.connectors = connectors;
    this.entries = entries;
    this.problems = problems;
    this.values = new BoundConfig(givenTexts(entries));
  }

  /**
   * @param file null: the values come from no file
   * @param fileName as it stands in messages
   */
  Binding bind(@Nullable Path file, String fileName) throws ConfigException {
    Optional<SourceFactory> source = chosen(CoreKeys.SOURCE_TYPE, connectors::source);
    Optional<SinkFactory> sink = chosen(CoreKeys.SINK_TYPE, connectors::sink);
    Optional<SyncPlanFactory> plan = chosen(CoreKeys.SYNC_PLAN, connectors::plan);
    reportUnknownKeys();
    checkKeys(CoreKeys.SPEC);
    source.map(SourceFactory::configSpec).ifPresent(this::checkKeys);
    sink.map(SinkFactory::configSpec).ifPresent(this::checkKeys);
    plan.map(SyncPlanFactory::configSpec).ifPresent(this::checkKeys);
    List<FilterFactory> filters = connectors.filters().stream().filter(this::takesPart).toList();
    filters.forEach(this::tryFilter);
    plan.ifPresent(this::tryPlan);
    warnOfLists();
    String job = job(file);
    if (!problems.isEmpty()) {
      throw problems.exception(fileName);
    }
    return new Binding(
        job,
        source.orElseThrow(),
        sink.orElseThrow(),
        plan.orElseThrow(),
        filters,
        values,
        warnings);
  }

  private static Map<String, String> givenTexts(Map<String, FlatConfig.Entry> entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries.forEach(
        (key, entry) -> {
          if (!entry.value().isEmpty()) {
            texts.put(key, entry.value());
          }
        });
    return texts;
  }

  private <P> Optional<P> chosen(ConfigKey<String> key, Function<String, P> byName) {
    Optional<String> name = values.find(key);
    if (name.isEmpty() || problems.concern(key.name())) {
      return Optional.empty();
    }
    return attempt(key.name(), () -> byName.apply(name.get()));
  }

  private void checkKeys(ConfigSpec spec) {
    for (ConfigKey<?> key : spec.keys()) {
      if (problems.concern(key.name())) {
        continue;
      }
      if (values.isSet(key)) {
        attempt(key.name(), () -> values.get(key));
      } else if (key.required()) {
        problem(key.name(), "There is no value. Write %s=… (%s)".formatted(key, key.help()));
      }
    }
  }

  private void reportUnknownKeys() {
    Set<String> known = new LinkedHashSet<>();
    Stream.concat(Stream.of(CoreKeys.SPEC), connectors.specs())
        .flatMap(spec -> spec.keys().stream())
        .forEach(key -> known.add(key.name()));
    for (Map.Entry<String, FlatConfig.Entry> entry : entries.entrySet()) {
      if (!known.contains(entry.getKey())) {
        reportUnknown(entry.getKey(), entry.getValue().line(), known);
      }
    }
  }

  private void reportUnknown(String key, int line, Set<String> known) {
    String shown = FlatConfig.shownKey(key);
    Optional<String> near = Spelling.nearest(key, known, MISTYPED);
    if (near.isPresent()) {
      problems.add(line, shown, "There is no such key. Did you mean %s?".formatted(near.get()));
    } else {
      String place = line > 0 ? " on line " + line : "";
      warnings.add("There is no key %s%s: it is left aside".formatted(shown, place));
    }
  }

  private boolean takesPart(FilterFactory filter) {
    return filter.configSpec().keys().stream().anyMatch(values::isSet);
  }

  private void tryFilter(FilterFactory filter) {
    List<ConfigKey<?>> keys = filter.configSpec().keys();
    checkKeys(filter.configSpec());
    if (keys.stream().noneMatch(key -> problems.concern(key.name()))) {
      keys.stream()
          .filter(values::isSet)
          .findFirst()
          .ifPresent(key -> attempt(key.name(), () -> filter.create(values)));
    }
  }

  private void tryPlan(SyncPlanFactory plan) {
    if (plan.configSpec().keys().stream().noneMatch(key -> problems.concern(key.name()))) {
      attempt(CoreKeys.SYNC_PLAN.name(), () -> plan.create(values));
    }
  }

  private void warnOfLists() {
    for (ConfigKey<PathPatterns> list :
        List.of(PathListFilterFactory.WHITE_LIST, PathListFilterFactory.BLACK_LIST)) {
      if (values.isSet(list) && !problems.concern(list.name())) {
        values.get(list).warnings().forEach(warning -> warnings.add(list + ": " + warning));
      }
    }
  }

  private String job(@Nullable Path file) {
    String key = CoreKeys.JOB.name();
    if (problems.concern(key) || values.isSet(CoreKeys.JOB)) {
      return problems.concern(key) ? "" : values.get(CoreKeys.JOB);
    }
    if (file == null) {
      problem(
          key,
          "There is no value, and no configuration file to name the job after. Give it a name");
      return "";
    }
    return attempt(key, () -> JobNames.checked(JobNames.of(file))).orElse("");
  }

  private <T> Optional<T> attempt(String key, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void problem(String key, String message) {
    FlatConfig.Entry entry = entries.get(key);
    problems.add(entry == null ? 0 : entry.line(), key, message);
  }
}
