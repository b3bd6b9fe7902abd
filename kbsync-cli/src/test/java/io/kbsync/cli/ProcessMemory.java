package io.kbsync.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that a program and its browser had at one moment. Linux only. */
final class ProcessMemory implements AutoCloseable {

  private static final int MILLIS_BETWEEN_LOOKS = 200;
  private static final Pattern RSS = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern PSS = Pattern.compile("Pss:\\s+(\\d+) kB");

  private final ProcessHandle java;
  private final ScheduledThreadPoolExecutor looks = new ScheduledThreadPoolExecutor(1);
  private long javaKilobytes;
  private long driverKilobytes;
  private long browserKilobytes;

  private ProcessMemory(ProcessHandle java) {
    this.java = java;
  }

  /** Looks again and again until it is closed. */
  static ProcessMemory of(long pid) {
    ProcessMemory memory = new ProcessMemory(ProcessHandle.of(pid).orElseThrow());
    memory.looks.scheduleWithFixedDelay(
        memory::look, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    return memory;
  }

  private synchronized void look() {
    javaKilobytes = Math.max(javaKilobytes, read(java, "status", RSS));
    driverKilobytes = Math.max(driverKilobytes, sum(command -> command.endsWith("/node")));
    browserKilobytes = Math.max(browserKilobytes, sum(command -> command.contains("chrom")));
  }

  /** What several processes share counts once. */
  private long sum(Predicate<String> commands) {
    return java.descendants()
        .filter(process -> commands.test(process.info().command().orElse("")))
        .mapToLong(process -> read(process, "smaps_rollup", PSS))
        .sum();
  }

  private static long read(ProcessHandle process, String file, Pattern line) {
    try {
      Matcher found =
          line.matcher(Files.readString(Path.of("/proc", String.valueOf(process.pid()), file)));
      return found.find() ? Long.parseLong(found.group(1)) : 0;
    } catch (IOException e) {
      // it has just ended
      return 0;
    }
  }

  /** The resident set of the Java process, in megabytes. */
  synchronized long java() {
    return javaKilobytes / 1024;
  }

  /** The share of Playwright's driver, in megabytes. */
  synchronized long driver() {
    return driverKilobytes / 1024;
  }

  /** The share of all of the browser's processes, in megabytes. */
  synchronized long browser() {
    return browserKilobytes / 1024;
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
