package io.kbsync.benchmarks;

import io.kbsync.benchmarks.servers.BenchServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The servers' process, and what is said to it. */
final class Servers implements AutoCloseable {

  /** Beside the 10 KiB that are allowed to each file and its document. */
  private static final int HEAP_MIB = 512;

  private final Process process;
  private final String control;
  private final HttpClient client = HttpClient.newHttpClient();

  private Servers(Process process, String control) {
    this.process = process;
    this.control = control;
  }

  /**
   * @param size bytes of each file
   * @param huge bytes of one more file; 0: none
   */
  static Servers start(int files, int size, long huge) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Java.program(),
                    "-Xmx" + (HEAP_MIB + files / 100) + "m",
                    "-XX:+UseParallelGC",
                    "-Dorg.jboss.logging.provider=jdk",
                    "-cp",
                    Java.classPath(),
                    BenchServers.class.getName(),
                    Integer.toString(files),
                    Integer.toString(size),
                    Long.toString(huge)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    return new Servers(process, address(out));
  }

  /** Whatever libraries print before it is passed over. */
  private static String address(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(BenchServers.READY)) {
        return line.substring(BenchServers.READY.length());
      }
    }
    throw new IOException("The servers did not start");
  }

  /** Where {@link BenchServers} is told what to do. */
  String control() {
    return control;
  }

  String ask(String what) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(control + what)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(what + ": " + response.body());
    }
    return response.body();
  }

  /** A dataset that is empty, figures from zero. */
  void reset() throws IOException, InterruptedException {
    ask("/reset");
  }

  /**
   * @param hold milliseconds before each answer
   * @param limit calls a second for each API of DingTalk; 0: any number
   */
  void weather(int hold, double throttled, double broken, int limit)
      throws IOException, InterruptedException {
    ask(
        String.format(
            Locale.ROOT,
            "/weather?hold=%d&throttled=%s&broken=%s&limit=%d",
            hold,
            throttled,
            broken,
            limit));
  }

  /** A dataset that holds every file already, as if somebody had uploaded them by hand. */
  void fill() throws IOException, InterruptedException {
    ask("/fill");
  }

  Properties figures() throws IOException, InterruptedException {
    Properties figures = new Properties();
    figures.load(new StringReader(ask("/figures")));
    return figures;
  }

  /**
   * @throws IllegalStateException when the dataset holds anything but all the files
   */
  void requireComplete() throws IOException, InterruptedException {
    String difference = ask("/check");
    if (!difference.isEmpty()) {
      throw new IllegalStateException("The dataset is not complete: " + difference);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
