package io.kbsync.cli;

import io.kbsync.api.Interaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Asks the person in front of the terminal: a text, a code to scan, and Enter for done. The end of
 * the input is no Enter. Thread-safe.
 */
final class TerminalInteraction implements Interaction {

  private final Terminal terminal;
  private final Screen screen;
  private final Path picture;

  /**
   * @param picture where a code to scan is written as well, for those whose terminal cannot show it
   */
  TerminalInteraction(Terminal terminal, Screen screen, Path picture) {
    this.terminal = terminal;
    this.screen = screen;
    this.picture = picture;
  }

  @Override
  public Prompt open(String text) {
    if (!terminal.typed()) {
      return NOBODY.open(text);
    }
    screen.err(Visible.of(text));
    screen.err("Press Enter when it is done; KBSync also notices by itself.");
    return new OnTerminal();
  }

  private final class OnTerminal implements Prompt {

    @Override
    public synchronized Answer answer() {
      try {
        if (!terminal.lineWaiting()) {
          return Answer.WAITING;
        }
        Optional<String> line = terminal.readLine();
        return line.isPresent() ? Answer.DONE : Answer.NOBODY;
      } catch (IOException e) {
        return Answer.NOBODY;
      }
    }

    @Override
    public void showQr(byte[] png) {
      QrText.of(png).ifPresent(lines -> screen.err(String.join("\n", lines)));
      try {
        write(png);
        screen.err("Scan this code with DingTalk. It is also in the file " + picture);
      } catch (IOException e) {
        screen.err("Scan this code with DingTalk.");
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(picture);
      } catch (IOException e) {
        screen.err("The used login code could not be deleted: " + picture);
      }
    }

    private void write(byte[] png) throws IOException {
      if (!Files.exists(picture)) {
        Files.createFile(
            picture,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.write(picture, png);
    }
  }
}
