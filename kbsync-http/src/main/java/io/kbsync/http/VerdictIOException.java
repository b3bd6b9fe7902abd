package io.kbsync.http;

import java.io.IOException;

/** Carries a verdict through OkHttp, which lets nothing but IOException pass. */
final class VerdictIOException extends IOException {

  VerdictIOException(Exception verdict) {
    super(verdict);
  }
}
