package io.kbsync.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** A screen that nobody sees. */
final class Xvfb implements AutoCloseable {

  private final Process process;
  private final String display;

  private Xvfb(Process process, String display) {
    this.process = process;
    this.display = display;
  }

  /** Where there is no Xvfb: a failure on a machine that tests for all, elsewhere a hint. */
  static Xvfb start() throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      String hint = "A login in a window is tested under Xvfb: sudo apt-get install xvfb";
      return System.getenv("CI") != null ? fail(hint, e) : abort(hint);
    }
    // It says the number of its display when it is ready, and nothing more.
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String number = out.readLine();
    if (number == null) {
      throw new IOException("Xvfb ended at once");
    }
    return new Xvfb(process, ":" + number.strip());
  }

  /** Its name, as programs take it. */
  String display() {
    return display;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
