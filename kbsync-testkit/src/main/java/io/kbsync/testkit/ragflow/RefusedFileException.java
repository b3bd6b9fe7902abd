package io.kbsync.testkit.ragflow;

/** A server does not take a file; the message is the server's. */
final class RefusedFileException extends Exception {

  RefusedFileException(String message) {
    super(message);
  }
}
