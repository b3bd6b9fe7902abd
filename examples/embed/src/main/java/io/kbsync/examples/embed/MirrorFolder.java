package io.kbsync.examples.embed;

import io.kbsync.core.EngineOptions;
import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.report.SyncReport;
import java.nio.file.Path;
import java.util.Map;

/**
 * Mirrors one folder into another: the smallest program that embeds the engine. The connectors come
 * from whatever jars are on the class path.
 */
public final class MirrorFolder {

  private MirrorFolder() {}

  public static void main(String[] args) throws Exception {
    SyncReport report = mirror(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    System.out.println(
        "stored " + report.counts().stored() + ", failed " + report.failed().count());
  }

  /**
   * Makes one pass.
   *
   * @param state where the engine keeps its record between passes
   */
  static SyncReport mirror(Path from, Path to, Path state) throws Exception {
    JobConfig config =
        JobConfig.of(
            Map.of(
                "job",
                "mirror",
                "sourceType",
                "Folder",
                "sinkType",
                "Folder",
                "folderSourcePath",
                from.toString(),
                "folderSinkPath",
                to.toString(),
                "stateDir",
                state.toString()),
            state,
            Connectors.discover(MirrorFolder.class.getClassLoader()));
    try (SyncEngine engine = SyncEngine.open(config, EngineOptions.defaults(state))) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      return engine.run(RunOptions.once());
    }
  }
}
