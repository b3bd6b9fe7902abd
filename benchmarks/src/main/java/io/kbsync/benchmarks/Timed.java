package io.kbsync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command run to its end under GNU time.
 *
 * @param started when its process was started
 * @param wall seconds
 * @param cpu seconds of all its threads, user and system
 * @param rss the most memory it held, in MiB
 * @param exit its exit code
 * @param loadBefore the machine's load average over a minute, before it
 */
record Timed(Instant started, double wall, double cpu, double rss, int exit, double loadBefore) {

  private static final Path TIME = Path.of("/usr/bin/time");

  /**
   * @param log what it prints goes there
   */
  static Timed run(List<String> command, Map<String, String> environment, Path folder, Path log)
      throws IOException, InterruptedException {
    return start(command, environment, folder, log).end();
  }

  /** One that runs. */
  record Running(Process process, Instant started, long nanos, Path figures, double load) {

    Timed end() throws IOException, InterruptedException {
      int exit = process.waitFor();
      double wall = (System.nanoTime() - nanos) / 1e9;
      List<String> lines = Files.readAllLines(figures);
      String[] numbers = lines.get(lines.size() - 1).split(" ", -1);
      return new Timed(
          started,
          wall,
          Double.parseDouble(numbers[0]) + Double.parseDouble(numbers[1]),
          Double.parseDouble(numbers[2]) / 1024,
          exit,
          load);
    }

    /** As Ctrl-C and service managers do; what is timed is the child of GNU time. */
    void terminate() throws InterruptedException {
      process.children().forEach(ProcessHandle::destroy);
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.children().forEach(ProcessHandle::destroyForcibly);
      }
    }

    Duration age() {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }
  }

  static Running start(List<String> command, Map<String, String> environment, Path folder, Path log)
      throws IOException {
    if (!Files.isExecutable(TIME)) {
      throw new IOException(TIME + " is missing: install GNU time");
    }
    Path figures = Files.createTempFile(folder, "time", ".txt");
    List<String> timed =
        new ArrayList<>(List.of(TIME.toString(), "-f", "%U %S %M", "-o", figures.toString()));
    timed.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(timed)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    // What the machine's owner set for other stores is not meant for the one here.
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    double load = machineLoad();
    Instant started = Instant.now();
    long nanos = System.nanoTime();
    return new Running(builder.start(), started, nanos, figures, load);
  }

  static double machineLoad() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }
}
