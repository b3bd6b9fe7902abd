package io.kbsync.cli;

import io.kbsync.core.ExistingChoice;
import io.kbsync.core.config.ExistingPolicy;
import java.util.List;
import java.util.Optional;

/** Asks what becomes of documents that stood in the sink before KBSync came. */
final class ExistingPrompt implements ExistingChoice {

  private static final List<String> ANSWERS =
      List.of(
          "Adopt them: they are taken for the files' own, and replaced when a file changes",
          "Store beside them: they stay as they are, and the files get other names",
          "Stop: nothing is written");

  private final Terminal terminal;
  private final Screen screen;

  ExistingPrompt(Terminal terminal, Screen screen) {
    this.terminal = terminal;
    this.screen = screen;
  }

  @Override
  public Optional<ExistingPolicy> decide(long clashes, String example) {
    if (!terminal.typed()) {
      return Optional.empty();
    }
    String title =
        "%d documents that KBSync did not store hold names of files, '%s' for one. What now?"
            .formatted(clashes, Visible.of(example));
    try {
      int answer = new NumberedChoice(terminal, screen).among(title, ANSWERS, -1);
      return switch (answer) {
        case 0 -> Optional.of(ExistingPolicy.ADOPT);
        case 1 -> Optional.of(ExistingPolicy.BESIDE);
        default -> Optional.empty();
      };
    } catch (NoAnswer e) {
      return Optional.empty();
    }
  }
}
