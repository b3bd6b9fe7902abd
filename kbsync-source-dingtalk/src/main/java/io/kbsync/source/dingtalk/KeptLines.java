package io.kbsync.source.dingtalk;

import io.kbsync.source.dingtalk.browser.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in a file that only its owner may read, one added at a time. What cannot be read or written
 * is lost and harms nothing else: a line that broke off with its process spoils no other one.
 * Thread-safe.
 */
final class KeptLines {

  private static final Logger log = LoggerFactory.getLogger(KeptLines.class);

  private final Path file;

  KeptLines(Path file) {
    this.file = file;
  }

  /** What was kept; whoever asks judges each line. Called before {@link #add}. */
  synchronized List<String> read() {
    try {
      // Bytes that are no text become signs of that, instead of ending the reading.
      String text =
          Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
      boolean brokeOff = !text.isEmpty() && !text.endsWith("\n");
      PrivateFiles.write(file, brokeOff ? text + "\n" : text);
      return text.lines().toList();
    } catch (IOException e) {
      log.debug("What {} holds cannot be read", file.getFileName(), e);
      return List.of();
    }
  }

  synchronized void add(String line) {
    try {
      // Not created here: it would not be its owner's alone.
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      log.debug("A line of {} is not kept", file.getFileName(), e);
    }
  }
}
