package io.kbsync.core;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import io.kbsync.api.source.Source;
import io.kbsync.core.calls.Retries;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.state.Control;
import io.kbsync.core.state.FoundRoots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the roots of a job: keys of the configuration answer first, a person is asked for the rest,
 * and the answers are remembered.
 */
final class RootChoice {

  private static final String ALL = "*";
  private static final Duration LOOKED_UP_AGAIN_AFTER = Duration.ofHours(24);
  private static final Pattern BETWEEN_NAMES = Pattern.compile("(?<!\\\\) +");

  private final JobConfig config;
  private final Source source;
  private final Retries retries;
  private final Control control;
  private final Instant now;
  private final List<String> answers = new ArrayList<>();

  RootChoice(JobConfig config, Source source, Retries retries, Control control, Instant now) {
    this.config = config;
    this.source = source;
    this.retries = retries;
    this.control = control;
    this.now = now;
  }

  List<Root> choose(ScopeQuestion question)
      throws ConfigException, ConnectorException, InterruptedException {
    List<String> names = namesIn(config);
    Optional<List<Root>> found = foundLately(names);
    if (found.isPresent()) {
      return found.get();
    }
    Map<String, Root> roots = new LinkedHashMap<>();
    descend(0, Optional.empty(), question, roots);
    control.chooseRoots(Joiner.on('\n').join(answers));
    if (!names.isEmpty()) {
      control.foundRoots(new FoundRoots(names, now, List.copyOf(roots.values())));
    }
    return List.copyOf(roots.values());
  }

  /** What the configuration names on every level; empty where it leaves a question open, or all. */
  private static List<String> namesIn(JobConfig config) {
    List<String> names = new ArrayList<>();
    for (ConfigKey<String> key : config.source().configSpec().scopeKeys()) {
      config.values().find(key).filter(name -> !name.equals(ALL)).ifPresent(names::add);
    }
    boolean complete = names.size() == config.source().configSpec().scopeKeys().size();
    return complete ? names : List.of();
  }

  /** The roots that the configuration named as it does now when they were last looked up. */
  static List<Root> lastNamed(JobConfig config, Control control) {
    List<String> names = namesIn(config);
    return control
        .foundRoots()
        .filter(found -> !names.isEmpty() && found.asked().equals(names))
        .map(FoundRoots::roots)
        .orElse(List.of());
  }

  /** Looking names up costs calls, and a program that is started every hour need not do it. */
  private Optional<List<Root>> foundLately(List<String> names) {
    return control
        .foundRoots()
        .filter(found -> !names.isEmpty() && found.asked().equals(names))
        .filter(found -> now.isBefore(found.at().plus(LOOKED_UP_AGAIN_AFTER)))
        .map(FoundRoots::roots);
  }

  private void descend(
      int level, Optional<Scope> parent, ScopeQuestion question, Map<String, Root> roots)
      throws ConfigException, ConnectorException, InterruptedException {
    List<Scope> offered = retries.need(() -> source.scopes(parent));
    if (offered.isEmpty()) {
      throw nothingThere(parent);
    }
    for (Scope chosen : chosen(level, offered, question)) {
      if (chosen.root().isPresent()) {
        roots.put(chosen.root().get().id(), chosen.root().get());
      } else {
        descend(level + 1, Optional.of(chosen), question, roots);
      }
    }
  }

  private List<Scope> chosen(int level, List<Scope> offered, ScopeQuestion question)
      throws ConfigException, InterruptedException {
    Optional<ConfigKey<String>> key =
        config.source().configSpec().scopeKeys().stream().skip(level).findFirst();
    Optional<String> configured = key.flatMap(config.values()::find);
    if (configured.isPresent()) {
      return named(key.get().name(), configured.get(), offered);
    }
    Scope answer = question.ask(level, offered, remembered(level, offered));
    answers.add(level + ":" + answer.id());
    return List.of(answer);
  }

  private Optional<Scope> remembered(int level, List<Scope> offered) {
    String prefix = level + ":";
    return control
        .chosenRoots()
        .flatMap(
            text ->
                Splitter.on('\n')
                    .splitToStream(text)
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .findFirst())
        .flatMap(id -> offered.stream().filter(scope -> scope.id().equals(id)).findFirst());
  }

  /** The scopes that a value of the configuration names. */
  static List<Scope> named(String key, String value, List<Scope> offered) throws ConfigException {
    if (value.equals(ALL)) {
      return offered;
    }
    Map<String, Scope> found = new LinkedHashMap<>();
    for (Scope whole : matching(value, offered)) {
      found.put(whole.id(), whole);
    }
    if (found.isEmpty()) {
      for (String name : Splitter.on(BETWEEN_NAMES).omitEmptyStrings().split(value)) {
        Scope scope = one(key, name.replace("\\ ", " "), offered);
        found.put(scope.id(), scope);
      }
    } else if (found.size() > 1) {
      throw ambiguous(key, value, List.copyOf(found.values()));
    }
    return List.copyOf(found.values());
  }

  private static Scope one(String key, String name, List<Scope> offered) throws ConfigException {
    List<Scope> matches = matching(name, offered);
    if (matches.size() > 1) {
      throw ambiguous(key, name, matches);
    }
    if (matches.isEmpty()) {
      throw ConfigException.ofKey(
          key,
          "there is no '"
              + name
              + "'. There are: "
              + list(offered)
              + ". Write a name or an id; a space inside a name is written '\\ '");
    }
    return matches.get(0);
  }

  private static List<Scope> matching(String name, List<Scope> offered) {
    List<Scope> byId = offered.stream().filter(scope -> scope.id().equalsIgnoreCase(name)).toList();
    return byId.isEmpty()
        ? offered.stream().filter(scope -> scope.name().equals(name)).toList()
        : byId;
  }

  private static ConfigException ambiguous(String key, String name, List<Scope> matches) {
    return ConfigException.ofKey(
        key, "'" + name + "' is the name of several. Write the id of one: " + list(matches));
  }

  private static String list(List<Scope> scopes) {
    return scopes.stream().limit(20).map(Scope::toString).collect(Collectors.joining(", "));
  }

  private static FatalException nothingThere(Optional<Scope> parent) {
    return new FatalException(
        FatalException.Kind.REFUSED_VALUE,
        parent
            .map(
                scope ->
                    "The account sees nothing under '"
                        + scope.name()
                        + "'. Give it access in the source, or choose another one.")
            .orElse("The source offers nothing to sync to this account."),
        null);
  }
}
