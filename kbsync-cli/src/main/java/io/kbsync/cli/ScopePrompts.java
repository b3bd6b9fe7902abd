package io.kbsync.cli;

import io.kbsync.api.source.Scope;
import io.kbsync.core.ScopeQuestion;
import io.kbsync.core.config.ConfigException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Asks which kind of storage is to be synced, and which one of that kind. */
final class ScopePrompts implements ScopeQuestion {

  private static final List<String> OPTIONS = List.of("--source", "--root");

  private final NumberedChoice choice;
  private final List<String> keys;
  private String above = "";

  /**
   * @param keys the configuration's keys that answer these questions, level by level
   */
  ScopePrompts(NumberedChoice choice, List<String> keys) {
    this.choice = choice;
    this.keys = List.copyOf(keys);
  }

  @Override
  public Scope ask(int level, List<Scope> offered, Optional<Scope> remembered)
      throws ConfigException {
    int lastTime =
        IntStream.range(0, offered.size())
            .filter(i -> remembered.map(Scope::id).equals(Optional.of(offered.get(i).id())))
            .findFirst()
            .orElse(-1);
    List<String> lines = offered.stream().map(ScopePrompts::line).toList();
    try {
      Scope chosen = offered.get(choice.among(title(), lines, lastTime));
      above = Visible.of(chosen.name());
      return chosen;
    } catch (NoAnswer e) {
      String key = level < keys.size() ? keys.get(level) : "";
      throw ConfigException.ofKey(key, e.getMessage() + " " + instead(level, key));
    }
  }

  private String title() {
    return above.isEmpty() ? "Data source:" : "Folder in " + above + ":";
  }

  private static String line(Scope scope) {
    String detail = scope.detail().map(text -> " (" + text + ")").orElse("");
    String shown = Visible.of(scope.name() + detail);
    return scope.warning().map(text -> shown + "\nWARN " + Visible.of(text)).orElse(shown);
  }

  private static String instead(int level, String key) {
    if (key.isEmpty()) {
      return "Start KBSync on a terminal, and choose.";
    }
    String option = level < OPTIONS.size() ? ", or give " + OPTIONS.get(level) : "";
    return "Start KBSync on a terminal and choose, or set " + key + option + ".";
  }
}
