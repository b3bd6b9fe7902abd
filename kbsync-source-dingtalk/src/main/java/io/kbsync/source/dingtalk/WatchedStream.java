package io.kbsync.source.dingtalk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells when what it reads breaks off. Used by one thread. */
final class WatchedStream extends FilterInputStream {

  private final Runnable brokeOff;

  WatchedStream(InputStream in, Runnable brokeOff) {
    super(in);
    this.brokeOff = brokeOff;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      brokeOff.run();
      throw e;
    }
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return super.read(bytes, from, length);
    } catch (IOException e) {
      brokeOff.run();
      throw e;
    }
  }
}
