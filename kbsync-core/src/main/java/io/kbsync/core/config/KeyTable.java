package io.kbsync.core.config;

import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.core.plugin.Connectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key there is, as people read about it. Immutable. */
public final class KeyTable {

  private final Map<String, ConfigKey<?>> keys = new LinkedHashMap<>();

  private KeyTable() {}

  /** The keys of the engine and of everything that was found; of equal names the first counts. */
  public static KeyTable of(Connectors connectors) {
    KeyTable table = new KeyTable();
    table.add(CoreKeys.SPEC);
    connectors.specs().forEach(table::add);
    return table;
  }

  private void add(ConfigSpec spec) {
    spec.keys().forEach(key -> keys.putIfAbsent(key.name(), key));
  }

  /** For a terminal: each key with its default, then what it means, indented. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ConfigKey<?> key : keys.values()) {
      lines.add(key + facts(key, " (", ")"));
      lines.add("    " + key.help());
    }
    return List.copyOf(lines);
  }

  /** A table for the README, a line break after every row. */
  public String markdown() {
    StringBuilder table = new StringBuilder("| Key | Default | Meaning |\n| --- | --- | --- |\n");
    for (ConfigKey<?> key : keys.values()) {
      String standard = key.required() ? "required" : key.defaultText().map(KeyTable::code).orElse("");
      table
          .append("| `%s` | %s | %s |".formatted(key, standard, cell(key.help())))
          .append('\n');
    }
    return table.toString();
  }

  private static String facts(ConfigKey<?> key, String before, String after) {
    List<String> facts = new ArrayList<>();
    if (key.required()) {
      facts.add("required");
    }
    if (key.secret()) {
      facts.add("secret");
    }
    key.defaultText().ifPresent(text -> facts.add("default: " + text));
    return facts.isEmpty() ? "" : before + String.join(", ", facts) + after;
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\R", " ");
  }
}
