package com.example.sync;

import io.kbsync.core.EngineOptions;
import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;

/** Makes one pass over what a configuration file names. */
public final class SyncOnce {

  private SyncOnce() {}

  public static void main(String[] args) throws Exception {
    Connectors connectors = Connectors.discover(SyncOnce.class.getClassLoader());
    JobConfig config = JobConfig.read(Path.of(args[0]), connectors, System.getenv());
    try (SyncEngine engine =
        SyncEngine.open(config, EngineOptions.defaults(config.stateDirectory()))) {
      engine.chooseRoots(
          (level, offered, remembered) -> {
            throw new IllegalStateException("The configuration file names no " + level);
          });
      SyncReport report = engine.run(RunOptions.once());
      System.out.println(
          "stored " + report.counts().stored() + ", failed " + report.failed().count());
    }
  }
}
