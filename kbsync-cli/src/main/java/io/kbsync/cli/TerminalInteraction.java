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
      return new Shown(text);
    }
    show(text);
    screen.err("Press Enter when it is done; KBSync also notices by itself.");
    return new Shown("");
  }

  private void show(String text) {
    text.lines().map(Visible::of).forEach(screen::err);
  }

  /** A question on the screen, whether or not somebody sits there. */
  private final class Shown implements Prompt {

    private String unsaid;

    /**
     * @param unsaid told together with the first code: a text alone helps nobody who cannot answer
     */
    Shown(String unsaid) {
      this.unsaid = unsaid;
    }

    @Override
    public synchronized Answer answer() {
      if (!terminal.typed()) {
        return Answer.NOBODY;
      }
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
    public synchronized void showQr(byte[] png) {
      if (!unsaid.isEmpty()) {
        show(unsaid);
        unsaid = "";
      }
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
