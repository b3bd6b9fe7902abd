package io.kbsync.source.dingtalk.browser;

/** Reads codes as a phone does. */
public final class QrPictures {

  private QrPictures() {}

  public static String read(byte[] png) {
    return QrReader.read(png).orElseThrow(() -> new AssertionError("no code in the picture"));
  }
}
