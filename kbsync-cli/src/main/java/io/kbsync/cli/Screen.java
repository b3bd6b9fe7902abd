package io.kbsync.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where people read: results on the standard output, questions and progress on the standard error.
 * A status line stays at the bottom while other lines pass above it. Nothing is buffered.
 * Thread-safe.
 */
final class Screen {

  /** A line that wraps cannot be taken away again. */
  private static final int WIDEST_STATUS = 79;

  private static final String ERASE_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final PrintStream err;
  private String status = "";

  Screen(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The process's own streams, in UTF-8 whatever the locale. */
  static Screen ofProcess() {
    return new Screen(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** A line of the program's result or log. */
  synchronized void out(String line) {
    lift();
    out.print(line + "\n");
    out.flush();
    drop();
  }

  /** A line that is not part of the result. */
  synchronized void err(String line) {
    lift();
    err.print(line + "\n");
    err.flush();
    drop();
  }

  /** A question; the answer will stand on the same line. */
  synchronized void ask(String question) {
    lift();
    err.print(question);
    err.flush();
  }

  /** Replaces the status line; an empty text takes it away. Only for a terminal. */
  synchronized void status(String line) {
    lift();
    status = line.substring(0, Math.min(line.length(), WIDEST_STATUS));
    drop();
  }

  private void lift() {
    if (!status.isEmpty()) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }

  private void drop() {
    if (!status.isEmpty()) {
      err.print(status);
      err.flush();
    }
  }
}
