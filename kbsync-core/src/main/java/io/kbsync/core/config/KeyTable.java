package io.kbsync.core.config;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.plan.SyncPlanFactory;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.source.SourceFactory;
import io.kbsync.core.plugin.Connectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key there is, as people read about it. Immutable. */
public final class KeyTable {

  private final Map<String, Row> rows = new LinkedHashMap<>();

  private KeyTable() {}

  private record Row(ConfigKey<?> key, String help) {}

  /** The keys of the engine and of everything that was found; of equal names the first counts. */
  public static KeyTable of(Connectors connectors) {
    KeyTable table = new KeyTable();
    table.add(CoreKeys.SINK_TYPE, available(connectors.sinks().stream().map(SinkFactory::type)));
    table.add(
        CoreKeys.SOURCE_TYPE, available(connectors.sources().stream().map(SourceFactory::type)));
    table.add(CoreKeys.SYNC_PLAN, available(connectors.plans().stream().map(KeyTable::plan)));
    table.add(CoreKeys.SPEC);
    connectors.specs().forEach(table::add);
    return table;
  }

  /** For a terminal: each key with its default, then what it means, indented. */
  public List<String> lines() {
    return rows.values().stream()
        .flatMap(row -> Stream.of(row.key() + facts(row.key()), "    " + row.help()))
        .toList();
  }

  /** A table for the README; every line ends in {@code \n}. */
  public String markdown() {
    return rows.values().stream()
        .map(
            row ->
                "| `%s` | %s | %s |\n".formatted(row.key(), standard(row.key()), cell(row.help())))
        .collect(Collectors.joining("", "| Key | Default | Meaning |\n| --- | --- | --- |\n", ""));
  }

  private void add(ConfigSpec spec) {
    spec.keys().forEach(key -> add(key, ""));
  }

  private void add(ConfigKey<?> key, String more) {
    rows.putIfAbsent(key.name(), new Row(key, key.help() + more));
  }

  private static String available(Stream<String> names) {
    return names.collect(Collectors.joining("; ", " Available: ", "."));
  }

  private static String plan(SyncPlanFactory plan) {
    return "%s (%s)".formatted(plan.name(), plan.help().replaceFirst("\\.$", ""));
  }

  private static String facts(ConfigKey<?> key) {
    List<String> facts = new ArrayList<>();
    if (key.required()) {
      facts.add("required");
    }
    if (key.secret()) {
      facts.add("secret");
    }
    key.defaultText().ifPresent(text -> facts.add("default: " + text));
    return facts.isEmpty() ? "" : " (" + String.join(", ", facts) + ")";
  }

  private static String standard(ConfigKey<?> key) {
    return key.required()
        ? "required"
        : key.defaultText().map(text -> "`" + cell(text) + "`").orElse("");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\R", " ");
  }
}
