package io.kbsync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The real program, with a configuration of its own in a folder of its own. */
final class Program {

  private final Path executable;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> options = new ArrayList<>();
  private int runs;

  /**
   * @param folder is made anew
   * @param cache where the classes that the program shares between its starts are kept
   */
  Program(Path executable, Path folder, Path cache) throws IOException {
    this.executable = executable;
    this.folder = folder;
    environment.put("XDG_CACHE_HOME", cache.toString());
    forget();
  }

  Path folder() {
    return folder;
  }

  /** Flags of the JVM, such as {@code -Xmx128m}. */
  Program jvm(String flags) {
    environment.put("JDK_JAVA_OPTIONS", flags);
    return this;
  }

  Program option(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /**
   * @param more keys and values in turn, which win over those that are usual here
   */
  Program configure(Properties servers, String... more) throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("sinkType", "RagFlow");
    keys.put("sourceType", "DingDing");
    keys.put("ragflowUrl", servers.getProperty("ragflowUrl"));
    keys.put("ragflowApiKey", "Bearer " + servers.getProperty("apiKey"));
    keys.put("ragflowDatasetId", servers.getProperty("dataset"));
    keys.put("dingDingClientId", servers.getProperty("clientId"));
    keys.put("dingDingClientSecret", servers.getProperty("clientSecret"));
    keys.put("dingDingUserId", servers.getProperty("userId"));
    keys.put("dingDingApiUrl", servers.getProperty("dingTalkUrl"));
    keys.put("dingDingOapiUrl", servers.getProperty("dingTalkUrl"));
    keys.put("dingDingDocsUrl", servers.getProperty("dingTalkUrl"));
    keys.put("dingDingSource", "Drive");
    keys.put("dingDingRoot", "Benchmark");
    keys.put("dingDingLogin", "none");
    keys.put("dingDingRate", "0");
    keys.put("callBudget", "0");
    keys.put("ledgerDir", "ledger");
    for (int i = 0; i < more.length; i += 2) {
      keys.put(more[i], more[i + 1]);
    }
    StringBuilder text = new StringBuilder();
    keys.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Path config = Files.writeString(config(), text);
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    return this;
  }

  /** No state, no log: the next run is a first one. The configuration stays. */
  void forget() throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(folder) && !each.equals(config())) {
          Files.delete(each);
        }
      }
    }
  }

  /**
   * Runs it to its end.
   *
   * @throws IllegalStateException when it does not say that all is in sync
   */
  Timed once() throws IOException, InterruptedException {
    Timed.Running running = start("--once");
    Timed run = running.end();
    if (run.exit() != 0) {
      throw new IllegalStateException(
          "The program ended with " + run.exit() + ":\n" + Files.readString(log()));
    }
    return run;
  }

  Timed.Running start(String... more) throws IOException {
    runs++;
    List<String> command =
        new ArrayList<>(List.of(executable.toString(), "--config", config().toString()));
    command.addAll(List.of(more));
    command.addAll(options);
    return Timed.start(command, environment, folder, log());
  }

  private Path config() {
    return folder.resolve("config");
  }

  Path log() {
    return folder.resolve("run-" + runs + ".log");
  }
}
