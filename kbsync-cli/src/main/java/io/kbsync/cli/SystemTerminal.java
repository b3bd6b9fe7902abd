package io.kbsync.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The process's own standard input and error. */
final class SystemTerminal implements Terminal {

  private static final int INPUT = 0;
  private static final int ERROR = 2;

  private final boolean typed = isTerminal(INPUT);
  private final boolean watched = isTerminal(ERROR);
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  @Override
  public boolean typed() {
    return typed;
  }

  @Override
  public boolean watched() {
    return watched;
  }

  @Override
  public Optional<String> readLine() throws IOException {
    return Optional.ofNullable(input.readLine());
  }

  @Override
  public boolean lineWaiting() throws IOException {
    return input.ready();
  }

  // System.console() says different things on different Javas, and nothing about single streams.
  private static boolean isTerminal(int descriptor) {
    ProcessBuilder test =
        new ProcessBuilder("sh", "-c", "test -t " + descriptor)
            .redirectInput(Redirect.INHERIT)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    try {
      return test.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
