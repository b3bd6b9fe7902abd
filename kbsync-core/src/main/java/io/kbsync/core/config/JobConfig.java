package io.kbsync.core.config;

import com.google.common.collect.ImmutableList;
import io.kbsync.api.config.ConfigKey;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.filter.Filter;
import io.kbsync.api.filter.FilterFactory;
import io.kbsync.api.plan.SyncPlanFactory;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.source.SourceFactory;
import io.kbsync.core.plugin.Connectors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job as people configured it, every value checked. Immutable. */
public final class JobConfig {

  private final Origin origin;
  private final Map<String, FlatConfig.Entry> entries;
  private final Binding binding;

  private JobConfig(Origin origin, Map<String, FlatConfig.Entry> entries, Binding binding) {
    this.origin = origin;
    this.entries = entries;
    this.binding = binding;
  }

  /**
   * Where a configuration came from.
   *
   * @param file null: not from a file
   * @param baseDirectory where relative paths start
   * @param warnings of the file itself
   */
  private record Origin(
      @Nullable Path file, Path baseDirectory, Connectors connectors, List<String> warnings) {}

  /**
   * Reads and checks a configuration file.
   *
   * @param environment the variables that {@code env:NAME} values name
   * @throws ConfigException with everything that is wrong
   */
  public static JobConfig read(
      Path configFile, Connectors connectors, Map<String, String> environment)
      throws ConfigException {
    Path file = configFile.toAbsolutePath().normalize();
    Path directory = Optional.ofNullable(file.getParent()).orElse(file);
    FlatConfig config = FlatConfig.read(file);
    Problems problems = new Problems();
    Map<String, FlatConfig.Entry> resolved =
        new SecretReferences(directory, environment).resolveAll(config.entries(), problems);
    List<String> warnings = FilePermissions.warnings(file, config, connectors);
    return bind(new Origin(file, directory, connectors, warnings), resolved, problems);
  }

  /**
   * Checks values that come from no file; they are taken literally, and {@code job} is required.
   *
   * @param baseDirectory where relative paths start
   * @throws ConfigException with everything that is wrong
   */
  public static JobConfig of(Map<String, String> values, Path baseDirectory, Connectors connectors)
      throws ConfigException {
    return bind(
        new Origin(null, baseDirectory, connectors, List.of()),
        FlatConfig.of(values).entries(),
        new Problems());
  }

  /**
   * The same job with other values for some keys, as options of the command line give them: taken
   * literally; an empty one takes a value away.
   *
   * @throws ConfigException with everything that is wrong
   */
  public JobConfig with(Map<String, String> overrides) throws ConfigException {
    Map<String, FlatConfig.Entry> merged = new LinkedHashMap<>(entries);
    merged.putAll(FlatConfig.of(overrides).entries());
    return bind(origin, merged, new Problems());
  }

  private static JobConfig bind(
      Origin origin, Map<String, FlatConfig.Entry> entries, Problems problems)
      throws ConfigException {
    Binder binder = new Binder(origin.connectors(), entries, problems);
    String fileName = origin.file() == null ? "" : FlatConfig.shownName(origin.file());
    return new JobConfig(origin, entries, binder.bind(origin.file(), fileName));
  }

  /** The name of the job, fit for a file's name. */
  public String job() {
    return binding.job();
  }

  public SourceFactory source() {
    return binding.source();
  }

  public SinkFactory sink() {
    return binding.sink();
  }

  public SyncPlanFactory plan() {
    return binding.plan();
  }

  /** The filters of which at least one key is set. */
  public List<FilterFactory> filters() {
    return binding.filters();
  }

  /** The filters for one run. */
  public List<Filter> newFilters() {
    return filters().stream().map(filter -> filter.create(values())).toList();
  }

  /** The values of all keys. */
  public ConnectorConfig values() {
    return binding.values();
  }

  /** What a person should know, one line each. */
  public List<String> warnings() {
    return ImmutableList.<String>builder()
        .addAll(origin.warnings())
        .addAll(binding.warnings())
        .build();
  }

  /** The configuration as the program shows it when it starts; secrets are masked. */
  public List<String> startLines() {
    return StartLines.of(binding);
  }

  /** What must never be printed: the values of secret keys, with and without {@code Bearer}. */
  public List<String> secretValues() {
    return SecretValues.of(origin.connectors(), entries);
  }

  /** The configuration file; empty when the values come from none. */
  public Optional<Path> file() {
    return Optional.ofNullable(origin.file());
  }

  /** Where the state of the job is kept; it need not exist. */
  public Path stateDirectory() {
    return path(CoreKeys.STATE_DIR).orElseThrow();
  }

  /** Where the machine's ledgers of calls are kept, if the configuration says so. */
  public Optional<Path> ledgerDirectory() {
    return path(CoreKeys.LEDGER_DIR);
  }

  /** The file that takes the log lines too. */
  public Optional<Path> logFile() {
    return path(CoreKeys.LOG_FILE);
  }

  private Optional<Path> path(ConfigKey<Path> key) {
    return values().find(key).map(path -> origin.baseDirectory().resolve(path).normalize());
  }

  @Override
  public String toString() {
    return "job " + job();
  }
}
