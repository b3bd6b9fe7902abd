package io.kbsync.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Lets a person choose one of several by its number. Someone who types is asked until the number is
 * right; of a pipe, the lines that are there are used, and after its end what was chosen last time.
 */
final class NumberedChoice {

  private final Terminal terminal;
  private final Screen screen;

  NumberedChoice(Terminal terminal, Screen screen) {
    this.terminal = terminal;
    this.screen = screen;
  }

  /**
   * @param title what is to be chosen
   * @param lines what there is, one or more lines each
   * @param lastTime the index chosen last time; negative: never
   * @return an index of {@code lines}
   * @throws NoAnswer when there is none
   */
  int among(String title, List<String> lines, int lastTime) throws NoAnswer {
    show(title, lines);
    String question = lastTime < 0 ? "Number: " : "Number [" + (lastTime + 1) + "]: ";
    while (true) {
      screen.ask(question);
      Optional<String> line = nextLine();
      if (!terminal.typed()) {
        screen.err(line.orElse(lastTime < 0 ? "" : (lastTime + 1) + ", as last time"));
      }
      OptionalInt chosen = index(line.orElse("").strip(), lines.size(), lastTime);
      if (chosen.isPresent()) {
        return chosen.getAsInt();
      }
      if (!terminal.typed() || line.isEmpty()) {
        throw new NoAnswer(complaint(title, line, lines.size()));
      }
      screen.err("Please type a number from 1 to " + lines.size() + ".");
    }
  }

  private void show(String title, List<String> lines) {
    screen.err(title);
    int width = String.valueOf(lines.size()).length();
    String below = "\n" + " ".repeat(width + 4);
    for (int i = 0; i < lines.size(); i++) {
      String number = String.format("%" + width + "d", i + 1);
      screen.err("  " + number + "  " + lines.get(i).replace("\n", below));
    }
  }

  private Optional<String> nextLine() {
    try {
      return terminal.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException("The standard input cannot be read", e);
    }
  }

  private static OptionalInt index(String text, int size, int lastTime) {
    if (text.isEmpty()) {
      return lastTime < 0 ? OptionalInt.empty() : OptionalInt.of(lastTime);
    }
    if (!text.matches("0*[0-9]{1,6}")) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(text);
    return number >= 1 && number <= size ? OptionalInt.of(number - 1) : OptionalInt.empty();
  }

  private static String complaint(String title, Optional<String> line, int size) {
    String asked = "The question '" + title + "'";
    return line.filter(text -> !text.isBlank())
            .map(text -> asked + " was answered with '" + text.strip() + "'")
            .orElse(asked + " was not answered, and there is no answer of an earlier run")
        + "; it takes a number from 1 to "
        + size
        + ".";
  }
}
