package io.kbsync.testkit.contract;

import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.Upload;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An upload from memory, named as the engine names it. */
final class BytesUpload implements Upload {

  private final DocumentKey key;
  private final String title;
  private final byte[] bytes;

  BytesUpload(DocumentKey key, String title, byte[] bytes) {
    this.key = key;
    this.title = title;
    this.bytes = bytes;
  }

  @Override
  public DocumentKey key() {
    return key;
  }

  @Override
  public String name() {
    int dot = title.lastIndexOf('.');
    return key + (dot < 0 ? "" : title.substring(dot));
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
