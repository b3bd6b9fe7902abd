package io.kbsync.cli;

/** A question got no answer, or one that cannot be; the message says which. */
final class NoAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  NoAnswer(String message) {
    super(message);
  }
}
