package io.kbsync.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process, what it has written so far, and what it is told. */
final class RunningProgram {

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private final Process process;
  private final Output out;
  private final Output err;

  private RunningProgram(Process process) {
    this.process = process;
    this.out = new Output(process.getInputStream());
    this.err = new Output(process.getErrorStream());
  }

  static RunningProgram start(ProcessBuilder builder) throws IOException {
    return new RunningProgram(builder.start());
  }

  long pid() {
    return process.pid();
  }

  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** {@code TERM}, {@code INT} or another one. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
  }

  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Kills it after so long, unless it ended before. */
  void killAfter(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /** Kills it as soon as this is so, unless it ended before. */
  void killWhen(BooleanSupplier moment) throws InterruptedException {
    while (!moment.getAsBoolean()) {
      if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    kill();
  }

  /** Waits until the standard output holds this text. */
  void awaitOut(String text) throws InterruptedException {
    out.await(text, DEADLINE, this);
  }

  /** Waits until the standard error holds this text. */
  void awaitErr(String text) throws InterruptedException {
    err.await(text, DEADLINE, this);
  }

  /** Waits until either output holds this text, which comes on the terminal or on the error. */
  void awaitAnywhere(String text) throws InterruptedException {
    awaitUntil("'" + text + "' comes", () -> everything().contains(text));
  }

  /** Waits until something is so, which it will not be once the program has ended. */
  void awaitUntil(String what, BooleanSupplier moment) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!moment.getAsBoolean()) {
      boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
      if ((ended && !moment.getAsBoolean()) || System.nanoTime() > end) {
        throw new AssertionError("Not so: " + what + "\n" + everything());
      }
    }
  }

  /** Waits for the end. */
  int exitCode() throws InterruptedException {
    return exitCode(DEADLINE);
  }

  int exitCode(Duration deadline) throws InterruptedException {
    if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The program still runs after " + deadline + ":\n" + everything());
    }
    out.join();
    err.join();
    return process.exitValue();
  }

  String out() {
    return out.text();
  }

  String err() {
    return err.text();
  }

  List<String> outLines() {
    return out().lines().toList();
  }

  String everything() {
    return out() + err();
  }

  /** Collects a stream as it comes. */
  private static final class Output {

    private final StringBuilder text = new StringBuilder();
    private final Thread reader;
    private boolean ended;

    Output(InputStream stream) {
      this.reader = new Thread(() -> collect(stream), "output");
      reader.setDaemon(true);
      reader.start();
    }

    private void collect(InputStream stream) {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (int c = in.read(); c >= 0; c = in.read()) {
          append((char) c);
        }
      } catch (IOException e) {
        // Whoever kills a process closes its streams.
      } finally {
        end();
      }
    }

    private synchronized void append(char c) {
      text.append(c);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    synchronized String text() {
      return text.toString();
    }

    void join() throws InterruptedException {
      reader.join(DEADLINE.toMillis());
    }

    synchronized void await(String wanted, Duration deadline, RunningProgram program)
        throws InterruptedException {
      long end = System.nanoTime() + deadline.toNanos();
      while (text.indexOf(wanted) < 0) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || ended) {
          throw new AssertionError(
              "'" + wanted + "' did not come:\n" + text + "\n" + otherOf(program));
        }
        wait(millis);
      }
    }

    private String otherOf(RunningProgram program) {
      return this == program.out ? program.err.text() : program.out.text();
    }
  }

  static List<String> withoutCarriageReturns(String text) {
    return new ArrayList<>(text.replace("\r", "").lines().toList());
  }
}
