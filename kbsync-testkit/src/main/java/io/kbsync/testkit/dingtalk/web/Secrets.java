package io.kbsync.testkit.dingtalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import okio.ByteString;

/** Gives tokens that nobody guesses by accident and that are the same in every run. Thread-safe. */
final class Secrets {

  private int given;

  synchronized String next(String purpose) {
    given++;
    return ByteString.of((purpose + " " + given).getBytes(UTF_8)).sha256().hex();
  }
}
