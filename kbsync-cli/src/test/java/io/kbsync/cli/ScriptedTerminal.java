package io.kbsync.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A terminal, or a pipe, whose lines are written beforehand, and whose screen can be read. */
final class ScriptedTerminal implements Terminal {

  private final boolean person;
  private final Deque<String> lines;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Screen screen = new Screen(printer(out), printer(err));

  private ScriptedTerminal(boolean person, String... lines) {
    this.person = person;
    this.lines = new ArrayDeque<>(List.of(lines));
  }

  static ScriptedTerminal person(String... lines) {
    return new ScriptedTerminal(true, lines);
  }

  static ScriptedTerminal pipe(String... lines) {
    return new ScriptedTerminal(false, lines);
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Override
  public boolean typed() {
    return person;
  }

  @Override
  public boolean watched() {
    return person;
  }

  @Override
  public Optional<String> readLine() {
    return Optional.ofNullable(lines.poll());
  }

  @Override
  public boolean lineWaiting() {
    return !lines.isEmpty();
  }

  Screen screen() {
    return screen;
  }

  Program program() {
    return new Program(screen, this, new Redaction(), Clock.systemUTC(), Map.of());
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  boolean everythingRead() {
    return lines.isEmpty();
  }
}
