package io.kbsync.core.memory;

import io.kbsync.core.EngineOptions;
import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A job from the one to the other. */
public final class Job {

  public final MemorySource source = new MemorySource();
  public final MemorySink sink = new MemorySink();
  private final Path folder;
  private final Map<String, String> values = new HashMap<>();
  private EngineOptions options;

  public Job(Path folder) {
    this.folder = folder;
    this.options =
        EngineOptions.defaults(folder.resolve("ledgers"))
            .firstRetry(Duration.ZERO)
            .firstLook(Duration.ofMillis(5))
            .awayLimit(Duration.ZERO);
    values.put("sourceType", "Memory");
    values.put("sinkType", "Memory");
    values.put("job", "test");
  }

  public Job set(String key, String value) {
    values.put(key, value);
    return this;
  }

  public Job options(EngineOptions value) {
    options = value;
    return this;
  }

  public EngineOptions options() {
    return options;
  }

  public JobConfig config() throws Exception {
    Connectors connectors =
        Connectors.of(
            List.of(source),
            List.of(sink),
            ServiceLoader.load(io.kbsync.api.filter.FilterFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList(),
            ServiceLoader.load(io.kbsync.api.plan.SyncPlanFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    return JobConfig.of(values, folder, connectors);
  }

  public SyncReport run() throws Exception {
    return run(RunOptions.once());
  }

  public SyncReport run(RunOptions run) throws Exception {
    try (SyncEngine engine = SyncEngine.open(config(), options)) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      return engine.run(run);
    }
  }
}
