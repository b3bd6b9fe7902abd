package io.kbsync.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Where a scenario works, and where its results go: to the screen, and to a file. */
final class Bed implements AutoCloseable {

  private final String name;
  private final Path executable;
  private final Path folder;
  private final Path cache;
  private final int runs;
  private final PrintWriter results;

  Bed(String name, Path executable, Path folder, Path cache, int runs) throws IOException {
    this.name = name;
    this.executable = executable;
    this.folder = folder;
    this.cache = Files.createDirectories(cache);
    this.runs = runs;
    this.results = new PrintWriter(Files.newBufferedWriter(folder.resolve("results.md")), true);
    say("## " + name);
    say(machine());
  }

  int runs() {
    return runs;
  }

  Path folder() {
    return folder;
  }

  Program program(String job) throws IOException {
    return new Program(executable, folder.resolve(job), cache);
  }

  void say(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    System.out.println(line);
    results.println(line);
  }

  void table(Series... all) {
    say("");
    say("| | runs | wall s, median | wall s, range | CPU s | peak RSS MiB | load before |");
    say("| --- | --- | --- | --- | --- | --- | --- |");
    Arrays.stream(all).map(Series::row).forEach(this::say);
    say("");
  }

  /** A bar, and whether it was reached; never more than a word in a file. */
  void bar(boolean reached, String format, Object... arguments) {
    say((reached ? "reached: " : "MISSED: ") + String.format(Locale.ROOT, format, arguments));
  }

  /** The bare client; see {@code io.kbsync.benchmarks.limit}. */
  Timed limit(Servers servers, int lanes) throws IOException, InterruptedException {
    return bare("BareClient", servers.control(), Integer.toString(lanes));
  }

  /** Reads all pages of the listing, and does nothing with them. */
  Timed pages(Servers servers) throws IOException, InterruptedException {
    return bare("BarePages", servers.control());
  }

  private Timed bare(String client, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Java.program(),
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Java.classPath(),
                "io.kbsync.benchmarks.limit." + client));
    command.addAll(List.of(arguments));
    return outside("limit", command);
  }

  /** Copies all that the store's web pages show into its bucket. */
  Timed rclone(Properties servers, List<String> options) throws IOException, InterruptedException {
    return rclone(servers, options, false);
  }

  /**
   * @param mayFail whether a copy that is not complete counts, too
   */
  Timed rclone(Properties servers, List<String> options, boolean mayFail)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "rclone",
                "--config",
                "/dev/null",
                "copy",
                ":http:",
                ":s3:bucket",
                "--http-url=" + servers.getProperty("storeUrl") + "/files/",
                "--s3-provider=Other",
                "--s3-env-auth=false",
                "--s3-access-key-id=key",
                "--s3-secret-access-key=secret",
                "--s3-endpoint=" + servers.getProperty("storeUrl")));
    command.addAll(options);
    return mayFail
        ? Timed.run(command, Map.of(), folder, folder.resolve("rclone.log"))
        : outside("rclone", command);
  }

  /** Some other command, which has to succeed. */
  Timed outside(String what, List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve(what + ".log");
    Timed run = Timed.run(command, Map.of(), folder, log);
    if (run.exit() != 0) {
      throw new IllegalStateException(
          what + " ended with " + run.exit() + ":\n" + Files.readString(log));
    }
    return run;
  }

  private static String machine() throws IOException {
    String memory = Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D+", "");
    return String.format(
        Locale.ROOT,
        "%s; %d cores, %.0f GiB, %s %s, Java %s, load %.1f",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(memory) / 1048576.0,
        System.getProperty("os.name"),
        System.getProperty("os.version").replaceAll("^(\\d+\\.\\d+).*", "$1"),
        System.getProperty("java.version"),
        Timed.machineLoad());
  }

  @Override
  public void close() {
    results.close();
    System.out.println("(" + name + ": " + folder.resolve("results.md") + ")");
  }
}
