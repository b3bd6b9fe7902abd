package io.kbsync.cli;

import java.io.IOException;
import java.util.Optional;

/** Who, if anybody, sits in front of the program. Used by one thread. */
interface Terminal {

  /** Whether a person types the answers; false for a pipe, a file, or a service manager. */
  boolean typed();

  /** Whether a person sees the standard error as it is written. */
  boolean watched();

  /** The next line of the standard input without its end; empty when there are no more. */
  Optional<String> readLine() throws IOException;

  /** Whether {@link #readLine} would answer at once. */
  default boolean lineWaiting() throws IOException {
    return false;
  }
}
