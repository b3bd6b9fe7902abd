package io.kbsync.benchmarks.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Contents that no memory holds. The simulation keeps a short mark in their place; whoever
 * downloads the mark gets as many bytes of text as it names.
 */
final class Stream {

  private static final String MARK = "kbsync-benchmark-stream ";
  private static final int BLOCK = 1 << 16;
  private static final byte[] TEXT = text();

  private Stream() {}

  /** What the simulation keeps. */
  static byte[] mark(long bytes) {
    return (MARK + bytes).getBytes(StandardCharsets.US_ASCII);
  }

  /** How long the stream is for which this body stands; empty for a body that stands for itself. */
  static OptionalLong lengthFor(byte[] body) {
    if (body.length < MARK.length() || body.length > MARK.length() + 20) {
      return OptionalLong.empty();
    }
    String text = new String(body, StandardCharsets.US_ASCII);
    return text.startsWith(MARK)
        ? OptionalLong.of(Long.parseLong(text.substring(MARK.length())))
        : OptionalLong.empty();
  }

  static void write(long bytes, OutputStream out) throws IOException {
    long left = bytes;
    while (left > 0) {
      int next = (int) Math.min(left, TEXT.length);
      out.write(TEXT, 0, next);
      left -= next;
    }
  }

  private static byte[] text() {
    byte[] text = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      text[i] = (byte) (i % 64 == 63 ? '\n' : 'a' + i % 26);
    }
    return text;
  }
}
