package io.kbsync.core.state;

/** Another process runs this job; the message says which. */
public final class JobHeldException extends Exception {

  JobHeldException(String message) {
    super(message);
  }
}
